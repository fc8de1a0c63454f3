package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.RequestHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Hands the headers that the contract names to the generated method. They are checked by then, so
 * that nothing is left to evaluate and convert, which Spring's own way of binding them does for a
 * fiftieth of the time of a create.
 */
@Component
class ContractHeaderResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(RequestHeader.class)
        && (isUuid(parameter) || parameter.getParameterType() == String.class);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders) {
    String name =
        Objects.requireNonNull(parameter.getParameterAnnotation(RequestHeader.class)).value();
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    return isUuid(parameter)
        ? RequestHeaders.uuid(Collections.list(request.getHeaders(name))).orElseThrow()
        : request.getHeader(name);
  }

  private static boolean isUuid(MethodParameter parameter) {
    return parameter.getParameterType() == UUID.class;
  }
}

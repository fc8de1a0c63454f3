package com.dayzero.customers.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds a method by path and HTTP method only, as FastAPI does: {@code Content-Type} is checked
 * after access, in the contract's words, and {@code Accept} is not looked at.
 */
class ContractHandlerMapping extends RequestMappingHandlerMapping {

  @Override
  protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> type) {
    RequestMappingInfo mapping = super.getMappingForMethod(method, type);
    return mapping == null ? null : mapping.mutate().consumes().produces().build();
  }

  /**
   * {@code OPTIONS}, a preflight too, is refused like any other method; path parameters are no part
   * of any path.
   */
  @Override
  protected @Nullable HandlerMethod getHandlerInternal(HttpServletRequest request)
      throws Exception {
    if (request.getRequestURI().indexOf(';') >= 0) {
      return null;
    }
    HandlerMethod match = super.getHandlerInternal(request);
    if (match == null || !HttpMethod.OPTIONS.matches(request.getMethod())) {
      return match;
    }
    throw new HttpRequestMethodNotSupportedException(
        request.getMethod(),
        getHandlerMethods().keySet().stream()
            .filter(mapping ->
                mapping.getActivePatternsCondition().getMatchingCondition(request) != null)
            .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream())
            .map(Enum::name)
            .collect(Collectors.toSet()));
  }
}

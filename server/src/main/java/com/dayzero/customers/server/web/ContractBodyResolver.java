package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestBody;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.server.idempotency.KeyedRequest;
import com.dayzero.customers.server.load.Load;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a request's body once, checks it against the contract, and only then binds it to the
 * generated model.
 */
@Component
class ContractBodyResolver implements HandlerMethodArgumentResolver {
  private final ContractOperations operations;
  private final RequestValidator validator;
  private final IdempotencyKeys idempotencyKeys;
  private final JsonMapper mapper;
  private final Load load;

  ContractBodyResolver(
      ContractOperations operations,
      RequestValidator validator,
      IdempotencyKeys idempotencyKeys,
      JsonMapper mapper,
      Load load) {
    this.operations = operations;
    this.idempotencyKeys = idempotencyKeys;
    this.validator = validator;
    this.mapper = mapper;
    this.load = load;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(
        org.springframework.web.bind.annotation.RequestBody.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    Operation operation = operations.of(request).orElseThrow();
    byte[] body =
        read(
            operation,
            request,
            Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class)));
    List<String> keys =
        operation.takesIdempotencyKey()
            ? Collections.list(request.getHeaders(IdempotencyKeys.HEADER))
            : List.of();
    JsonNode valid = validator.validate(operation, idempotencyKeys.violations(keys), body);
    idempotencyKeys
        .key(keys)
        .map(key -> new KeyedRequest(operation.id(), key, IdempotencyKeys.fingerprint(body)))
        .ifPresent(keyed -> keyed.attachTo(request));
    return mapper.treeToValue(valid, parameter.getParameterType());
  }

  private byte[] read(Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream body = load.body(operation, request, response)) {
      return RequestBody.read(
          operation,
          request.getHeader("Content-Type"),
          request.getHeader("Content-Encoding"),
          request.getContentLengthLong(),
          body);
    }
  }
}

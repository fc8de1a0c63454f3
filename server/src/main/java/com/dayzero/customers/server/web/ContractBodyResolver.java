package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.HeaderParameters;
import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestBody;
import com.dayzero.customers.contract.RequestValidator;
import com.dayzero.customers.server.caller.Caller;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.idempotency.KeyedRequest;
import com.dayzero.customers.server.idempotency.ScopedKey;
import com.dayzero.customers.server.load.Load;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Objects;
import java.util.UUID;
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
 * Reads a request's body once, checks it and the headers against the contract, and only then binds
 * it to the generated model.
 */
@Component
class ContractBodyResolver implements HandlerMethodArgumentResolver {
  private final ContractOperations operations;
  private final RequestValidator validator;
  private final HeaderParameters headerParameters;
  private final JsonMapper mapper;
  private final Load load;

  ContractBodyResolver(
      ContractOperations operations,
      RequestValidator validator,
      HeaderParameters headerParameters,
      JsonMapper mapper,
      Load load) {
    this.operations = operations;
    this.validator = validator;
    this.headerParameters = headerParameters;
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
    HeaderParameters.Values headers =
        headerParameters.read(operation, name -> Collections.list(request.getHeaders(name)));
    JsonNode valid = validator.validate(operation, headers.violations(), body);
    Caller caller = Caller.of(request).orElseThrow();
    UUID businessId = Objects.requireNonNull(caller.businessId());
    headers
        .idempotencyKey()
        .map(key -> new ScopedKey(businessId, operation.id(), key))
        .map(key -> new KeyedRequest(key, IdempotencyKeys.fingerprint(body)))
        .ifPresent(keyed -> keyed.attachTo(request));
    new Origin(caller, RequestIdFilter.current(), headers.userEmail().orElse(null))
        .attachTo(request);
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

package com.dayzero.customers.server.access;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestHeaders;
import com.dayzero.customers.server.limits.RateLimit;
import com.dayzero.customers.server.web.ContractOperations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets an operation of the contract be called only by those that the contract lets; first of all
 * checks.
 */
@Component
class AccessInterceptor implements HandlerInterceptor {
  private final ContractOperations operations;
  private final Access access;
  private final RateLimit limit;

  AccessInterceptor(ContractOperations operations, Access access, RateLimit limit) {
    this.operations = operations;
    this.access = access;
    this.limit = limit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    operations.of(request).ifPresent(operation -> check(operation, request, response));
    return true;
  }

  /**
   * 401 before 429 before 400 before 403; what the three kinds of 403 have in common is not told
   * apart.
   */
  private void check(
      Operation operation, HttpServletRequest request, HttpServletResponse response) {
    String token = RequestHeaders.bearerToken(operation, values(request, "Authorization"));
    List<String> business = values(request, "x-business-id");
    Authorities authorities =
        access
            .find(token, RequestHeaders.uuid(business).orElse(null))
            .orElseThrow(() -> operation.refusal("not_authenticated"));
    authorities.caller().attachTo(request);
    limit.count(operation, authorities.caller().tokenId(), response);
    RequestHeaders.checkBusinessId(operation, business);
    if (!authorities.include(operation.permission())) {
      throw operation.refusal("not_enough_permissions");
    }
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}

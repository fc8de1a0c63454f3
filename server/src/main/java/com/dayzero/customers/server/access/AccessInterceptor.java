package com.dayzero.customers.server.access;

import com.dayzero.customers.api.CustomersApi;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestHeaders;
import com.dayzero.customers.server.limits.RateLimit;
import com.dayzero.customers.server.web.ContractOperations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
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
    Optional<Operation> operation = operations.of(request);
    if (operation.isPresent()) {
      check(operation.get(), request, response);
    } else if (handler instanceof HandlerMethod method && isGenerated(method)) {
      throw new IllegalStateException("The contract has no operation for " + method);
    }
    return true;
  }

  /** Such a method answers the contract's operations alone, none of which is for everybody. */
  private static boolean isGenerated(HandlerMethod method) {
    return method.getBeanType().getPackage().equals(CustomersApi.class.getPackage());
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

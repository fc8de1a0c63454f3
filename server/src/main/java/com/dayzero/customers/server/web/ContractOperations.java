package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** Which operation of the contract a request asks for. */
@Component
public class ContractOperations {
  private final Map<String, Operation> operations;

  ContractOperations(Contract contract) {
    this.operations =
        contract.operations().stream()
            .collect(
                Collectors.toMap(
                    operation -> operation.method() + " " + operation.path(), Function.identity()));
  }

  /**
   * The operation, by the path template that Spring matched; empty for what is not in the contract,
   * such as the docs. A HEAD asks for what a GET would answer, and Spring has the GET's method
   * answer it.
   */
  public Optional<Operation> of(HttpServletRequest request) {
    Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    return Optional.ofNullable(operations.get(method + " " + path));
  }
}

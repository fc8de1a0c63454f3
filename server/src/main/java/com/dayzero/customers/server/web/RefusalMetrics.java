package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.FieldError;
import com.dayzero.customers.contract.HeaderParameters;
import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Counts what is refused and why, and what fails. Reasons are the names of the contract's examples
 * and fields are the contract's, so that no caller can make up new ones.
 */
@Component
class RefusalMetrics {
  private static final String INVALID = "invalid";
  private static final String OTHER = "other";

  private final MeterProvider<Counter> refusals;
  private final MeterProvider<Counter> violations;
  private final Counter defects;
  private final Map<String, Set<String>> fields;

  RefusalMetrics(MeterRegistry registry, Contract contract) {
    this.refusals =
        Counter.builder("customers.refusals")
            .description("Requests that were refused, by the contract's name of the reason")
            .withRegistry(registry);
    this.violations =
        Counter.builder("customers.violations")
            .description("What was wrong with requests that a 422 refused")
            .withRegistry(registry);
    this.defects =
        Counter.builder("customers.defects")
            .description("Requests that failed as nobody foresaw, and were answered 500")
            .register(registry);
    this.fields =
        contract.operations().stream()
            .collect(Collectors.toMap(Operation::id, operation -> fields(contract, operation)));
    contract.operations().forEach(this::startAtZero);
  }

  /** Counts one more refusal of that operation, and each violation that it names. */
  void count(Operation operation, Refusal refusal) {
    refusals
        .withTags("operation", operation.id(), "reason", reason(operation, refusal))
        .increment();
    if (refusal.body() instanceof ErrorBody.Violations(List<FieldError> detail)) {
      detail.forEach(violation ->
          violations
              .withTags(
                  "operation",
                  operation.id(),
                  "field",
                  field(operation, violation),
                  "type",
                  violation.type())
              .increment());
    }
  }

  /** Counts one more 500. */
  void countDefect() {
    defects.increment();
  }

  /** An increase from nothing to one is none to Prometheus. */
  private void startAtZero(Operation operation) {
    Stream.concat(operation.refusals().keySet().stream(), Stream.of(INVALID, OTHER))
        .forEach(reason -> refusals.withTags("operation", operation.id(), "reason", reason));
  }

  private static Set<String> fields(Contract contract, Operation operation) {
    return Stream.concat(
            contract.schema(operation.requestSchema()).path("properties").propertyNames().stream(),
            Stream.of(IdempotencyKeys.HEADER, HeaderParameters.USER_EMAIL))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String reason(Operation operation, Refusal refusal) {
    if (refusal.body() instanceof ErrorBody.Violations) {
      return INVALID;
    }
    return operation.refusals().entrySet().stream()
        .filter(known -> known.getValue().status() == refusal.status())
        .filter(known -> known.getValue().body().equals(refusal.body()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(OTHER);
  }

  private String field(Operation operation, FieldError violation) {
    List<Object> loc = violation.loc();
    String name = loc.size() < 2 ? "" : loc.get(1).toString();
    return fields.getOrDefault(operation.id(), Set.of()).contains(name) ? name : "none";
  }
}

package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.contract.Conformance.Violation;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether an interaction stays inside the contract, request and answer: a consumer that relies on
 * what the contract does not promise breaks some day, though it is verified today.
 */
final class PactConformance {
  /** Headers of HTTP itself and of tracing, which every request may have. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "authorization",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "host",
          "origin",
          "traceparent",
          "tracestate",
          "user-agent");

  private final Contract contract;
  private final Conformance conformance;
  private final RequestValidator validator;
  private final MatchedPaths matched;

  PactConformance(Contract contract) {
    this.contract = contract;
    this.conformance = new Conformance(contract);
    this.validator = new RequestValidator(contract);
    this.matched = new MatchedPaths(contract);
  }

  /** Every place where the interaction leaves the contract; nothing if it stays inside. */
  List<Violation> violations(SynchronousRequestResponse interaction) {
    IRequest request = interaction.getRequest();
    IResponse response = interaction.getResponse();
    Optional<Operation> operation =
        conformance.operation(request.getMethod().toUpperCase(Locale.ROOT), request.getPath());
    if (operation.isEmpty()) {
      return List.of(
          new Violation(
              "request",
              "/paths",
              "%s %s is not documented; it has %s"
                  .formatted(
                      request.getMethod(),
                      request.getPath(),
                      contract.operations().stream()
                          .map(it -> it.method() + " " + it.path())
                          .toList())));
    }
    List<Violation> found = new ArrayList<>();
    checkRequest(operation.get(), request, response.getStatus() < 300, found);
    found.addAll(
        conformance.ofExpectation(
            operation.get(),
            response.getStatus(),
            response.getHeaders(),
            text(response.getBody())));
    found.addAll(matched.violations(operation.get(), response));
    return found;
  }

  private void checkRequest(
      Operation operation, IRequest request, boolean succeeds, List<Violation> found) {
    String place =
        "/paths/%s/%s"
            .formatted(
                operation.path().replace("/", "~1"), operation.method().toLowerCase(Locale.ROOT));
    Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.addAll(request.getHeaders().keySet());
    Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    documented.addAll(OF_HTTP);
    for (JsonNode reference : contract.document().at(place).path("parameters")) {
      JsonNode parameter = contract.resolved(reference);
      String name = parameter.get("name").asString();
      documented.add(name);
      if (succeeds && parameter.path("required").asBoolean(false) && !headers.contains(name)) {
        found.add(new Violation("request.header " + name, place + "/parameters", "is missing"));
      }
    }
    headers.stream()
        .filter(name -> !documented.contains(name))
        .forEach(name ->
            found.add(
                new Violation(
                    "request.header " + name, place + "/parameters", "is not documented")));
    request
        .getQuery()
        .keySet()
        .forEach(name ->
            found.add(
                new Violation(
                    "request.query " + name, place + "/parameters", "is not documented")));
    if (succeeds) {
      checkBody(operation, request.getBody(), found);
    }
  }

  /** The body of a request that is expected to succeed, by the very check of server and mock. */
  private void checkBody(Operation operation, OptionalBody body, List<Violation> found) {
    String json = text(body);
    try {
      validator.validate(
          operation, List.of(), json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8));
    } catch (Refusal refusal) {
      String schema = "/components/schemas/" + operation.requestSchema();
      switch (refusal.body()) {
        case ErrorBody.Violations(var errors) ->
            errors.forEach(error ->
                found.add(
                    new Violation(
                        "request."
                            + String.join("/", error.loc().stream().map(String::valueOf).toList()),
                        schema + "/properties",
                        error.msg())));
        default -> found.add(new Violation("request.body", schema, refusal.body().toString()));
      }
    }
  }

  private static @Nullable String text(OptionalBody body) {
    return body.isPresent() ? body.valueAsString() : null;
  }
}

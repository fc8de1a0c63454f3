package com.dayzero.customers.contracttests.coverage;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Example;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.contracttests.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How much of the contract one side has been seen to do, by all the tests of this module: every
 * status, refusal, header, field, enum value and boundary. Thread-safe.
 */
public final class Coverage {
  private static final Contract CONTRACT = Contract.load();
  private static final Conformance CONFORMANCE = new Conformance(CONTRACT);
  private static final Coverage SERVER = new Coverage();
  private static final Coverage MOCK = new Coverage();

  private final Map<Item, Boolean> seen = new LinkedHashMap<>();
  private final Map<String, List<FieldCoverage>> fields = new ConcurrentHashMap<>();

  /**
   * Something that the contract speaks of.
   *
   * @param operation the operation's id
   * @param kind such as "status" or "boundary"
   * @param name what it is
   */
  public record Item(String operation, String kind, String name) {}

  private Coverage() {
    CONTRACT.operations().forEach(this::expect);
  }

  /** What this side has been seen to do. */
  public static Coverage of(Side side) {
    return switch (side) {
      case SERVER -> SERVER;
      case MOCK -> MOCK;
    };
  }

  /**
   * Takes notice of an answer.
   *
   * @throws AssertionError if it is outside the contract
   */
  public void saw(Exchange exchange) {
    CONFORMANCE.check(exchange);
    CONFORMANCE
        .operation(exchange.method(), exchange.path())
        .ifPresent(operation -> note(operation, exchange));
  }

  /** Everything there is to see, in the contract's order, and whether it was seen. */
  public synchronized Map<Item, Boolean> items() {
    return new LinkedHashMap<>(seen);
  }

  private void expect(Operation operation) {
    JsonNode node = node(operation);
    expect(operation, "operation", operation.method() + " " + operation.path());
    node.get("responses").propertyNames().forEach(it -> expect(operation, "status", it));
    operation.refusals().keySet().stream().sorted().forEach(it -> expect(operation, "refusal", it));
    node.path("parameters")
        .forEach(it ->
            expect(operation, "request header", CONTRACT.resolved(it).get("name").asString()));
    node.get("responses")
        .forEachEntry((status, response) ->
            CONTRACT
                .resolved(response)
                .path("headers")
                .propertyNames()
                .forEach(it -> expect(operation, "answer header", status + " " + it)));
    List<FieldCoverage> ofFields = new ArrayList<>();
    CONTRACT
        .schema(operation.requestSchema())
        .path("properties")
        .forEachEntry((name, schema) -> ofFields.add(new FieldCoverage(CONTRACT, name, schema)));
    ofFields.forEach(field -> field.items().forEach(it -> expect(operation, field.kind(it), it)));
    fields.put(operation.id(), ofFields);
    answerFields(node).forEach(it -> expect(operation, "answer field", it));
  }

  private static JsonNode node(Operation operation) {
    return CONTRACT
        .document()
        .get("paths")
        .get(operation.path())
        .get(operation.method().toLowerCase(Locale.ROOT));
  }

  private static List<String> answerFields(JsonNode operation) {
    String schema =
        operation.at("/responses/201/content/application~1json/schema/$ref").asString("");
    return List.copyOf(
        CONTRACT.document().at(schema.substring(1)).path("properties").propertyNames());
  }

  private void expect(Operation operation, String kind, String name) {
    seen.put(new Item(operation.id(), kind, name), false);
  }

  private synchronized void mark(Operation operation, String kind, String name) {
    seen.computeIfPresent(new Item(operation.id(), kind, name), (item, before) -> true);
  }

  private void note(Operation operation, Exchange exchange) {
    String status = String.valueOf(exchange.status());
    mark(operation, "operation", operation.method() + " " + operation.path());
    mark(operation, "status", status);
    node(operation)
        .path("parameters")
        .forEach(it -> {
          String name = CONTRACT.resolved(it).get("name").asString();
          if (exchange.requestHeaders().containsKey(name)) {
            mark(operation, "request header", name);
          }
        });
    CONTRACT
        .responseHeaders()
        .forEach(name -> {
          if (exchange.headers().containsKey(name)) {
            mark(operation, "answer header", status + " " + name);
          }
        });
    json(exchange.body()).ifPresent(answer -> note(operation, exchange, answer));
  }

  private void note(Operation operation, Exchange exchange, JsonNode answer) {
    operation.examples().stream()
        .filter(example -> example.body().equals(answer))
        .map(Example::name)
        .forEach(it -> mark(operation, "refusal", it));
    if (exchange.status() == 201) {
      answer.propertyNames().forEach(it -> mark(operation, "answer field", it));
    }
    json(exchange.requestBody())
        .filter(JsonNode::isObject)
        .ifPresent(request ->
            fields
                .getOrDefault(operation.id(), List.of())
                .forEach(field ->
                    field
                        .seenIn(request, exchange.status(), answer)
                        .forEach(it -> mark(operation, field.kind(it), it))));
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(WireJson.mapper().readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

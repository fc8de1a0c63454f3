package com.dayzero.customers.contract;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an answer is inside the contract: its status, headers, content type and body. What the
 * contract does not name is outside, although JSON Schema would let it pass.
 */
public final class Conformance {
  private static final Conformance PUBLISHED = new Conformance(Contract.load());

  private final Contract contract;
  private final SchemaRegistry schemas;

  /**
   * Something that the contract does not promise.
   *
   * @param place where it is, such as {@code response.body/name}
   * @param contract where the contract speaks of it, as a JSON pointer
   * @param words what is wrong
   */
  public record Violation(String place, String contract, String words) {
    @Override
    public String toString() {
      return place + " " + words + " (customers.yaml#" + contract + ")";
    }
  }

  /** By this contract. */
  public Conformance(Contract contract) {
    this.contract = contract;
    ObjectNode answers = (ObjectNode) contract.document().deepCopy();
    ObjectNode expectations = answers.deepCopy();
    close(answers, true);
    close(expectations, false);
    this.schemas =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            it ->
                it.schemas(
                    Map.of(
                        AnswerCheck.ANSWERS,
                        answers.toString(),
                        AnswerCheck.EXPECTATIONS,
                        expectations.toString())));
  }

  /**
   * What the JDK's client got, where it is inside the project's contract.
   *
   * @throws AssertionError if it is not, naming every violation
   */
  public static HttpResponse<String> checked(HttpRequest sent, HttpResponse<String> answer) {
    PUBLISHED.check(Exchange.of(sent, "", answer));
    return answer;
  }

  /**
   * What came over a socket, where it is inside the project's contract.
   *
   * @throws AssertionError if it is not, naming every violation
   */
  public static String checked(String sent, String answer) {
    PUBLISHED.check(Exchange.ofSocket(sent, answer));
    return answer;
  }

  /**
   * Everything about an answer that the contract does not document, or promises and is not there;
   * nothing for a request that is none of its operations.
   */
  public List<Violation> ofAnswer(Exchange exchange) {
    return operation(exchange.method(), exchange.path())
        .map(operation -> new AnswerCheck(contract, schemas, operation, exchange.status(), true))
        .map(check -> check.all(exchange.headers(), exchange.body()))
        .orElse(List.of());
  }

  /**
   * Everything that a consumer expects of an answer and the contract does not document. An
   * expectation names only what matters to it, so nothing is missing.
   *
   * @param body null if the consumer expects nothing of it
   */
  public List<Violation> ofExpectation(
      Operation operation, int status, Map<String, List<String>> headers, @Nullable String body) {
    return new AnswerCheck(contract, schemas, operation, status, false).all(headers, body);
  }

  /** The operation that a request is for, if it is one of the contract's. */
  public Optional<Operation> operation(String method, String path) {
    return contract.operations().stream()
        .filter(operation -> operation.method().equals(method) && operation.path().equals(path))
        .findFirst();
  }

  /**
   * Fails where an answer is outside the contract.
   *
   * @throws AssertionError naming every violation
   */
  public void check(Exchange exchange) {
    List<Violation> violations = ofAnswer(exchange);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "The answer %d to %s %s is outside the contract:\n%s\n%s"
              .formatted(
                  exchange.status(),
                  exchange.method(),
                  exchange.path(),
                  violations.stream().map(Object::toString).collect(Collectors.joining("\n")),
                  exchange.body()));
    }
  }

  /** Lets objects hold nothing that is not named, and all that is promised, or anything less. */
  private static void close(JsonNode node, boolean whole) {
    if (node instanceof ObjectNode schema
        && schema.path("properties") instanceof ObjectNode fields
        && schema.path("type").asString("").equals("object")) {
      schema.put("additionalProperties", false);
      if (!whole) {
        schema.remove("required");
      } else if (schema.path("x-all-properties-present").asBoolean(false)) {
        fields.propertyNames().forEach(schema.putArray("required")::add);
      }
    }
    node.forEach(child -> close(child, whole));
  }
}

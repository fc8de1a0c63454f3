package com.dayzero.customers.contract;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an answer is inside the contract: its status, headers, content type and body. What the
 * contract does not name is outside, although JSON Schema would let it pass.
 */
public final class Conformance {
  private static final String ANSWERS = "urn:conformance:answers.json";
  private static final String EXPECTATIONS = "urn:conformance:expectations.json";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";

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
                    Map.of(ANSWERS, answers.toString(), EXPECTATIONS, expectations.toString())));
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
        .map(operation -> new Check(operation, exchange.status(), true))
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
    return new Check(operation, status, false).all(headers, body);
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

  /** One answer to one operation. */
  private final class Check {
    private final int status;
    private final boolean whole;
    private final String pointer;
    private final JsonNode response;
    private final List<Violation> found = new ArrayList<>();

    Check(Operation operation, int status, boolean whole) {
      this.status = status;
      this.whole = whole;
      String responses =
          "/paths/%s/%s/responses"
              .formatted(
                  operation.path().replace("~", "~0").replace("/", "~1"),
                  operation.method().toLowerCase(Locale.ROOT));
      this.pointer = responses + "/" + status;
      this.response = contract.resolved(contract.document().at(pointer));
      if (response.isMissingNode()) {
        found.add(
            new Violation(
                "response.status",
                responses,
                "%d is not documented; it has %s"
                    .formatted(status, contract.document().at(responses).propertyNames())));
      }
    }

    List<Violation> all(Map<String, List<String>> headers, @Nullable String body) {
      if (!response.isMissingNode()) {
        checkHeaders(headers);
        if (body != null) {
          checkBody(body);
        }
      }
      return found;
    }

    private void checkHeaders(Map<String, List<String>> headers) {
      Map<String, JsonNode> documented = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      response
          .path("headers")
          .forEachEntry((name, it) -> documented.put(name, contract.resolved(it)));
      documented.forEach((name, header) -> {
        if (whole && header.path("required").asBoolean(false) && !headers.containsKey(name)) {
          headerFound(name, "is missing");
        }
      });
      headers.forEach((name, values) -> {
        JsonNode header = documented.get(name);
        if (name.equalsIgnoreCase(CONTENT_TYPE)) {
          checkContentType(values);
        } else if (header != null) {
          values.forEach(value -> checkHeader(name, header, value));
        } else if (!whole) {
          headerFound(name, "is not documented for " + status);
        }
      });
      if (whole && !headers.containsKey(CONTENT_TYPE)) {
        headerFound(CONTENT_TYPE, "is missing");
      }
    }

    private void headerFound(String name, String words) {
      found.add(new Violation("response.header " + name, pointer + "/headers", words));
    }

    private void checkContentType(List<String> values) {
      if (!values.equals(List.of(JSON))) {
        found.add(
            new Violation(
                "response.header " + CONTENT_TYPE,
                pointer + "/content",
                "is %s, not %s".formatted(values, JSON)));
      }
    }

    private void checkHeader(String name, JsonNode header, String value) {
      JsonNode example = header.path("example");
      if (!example.isMissingNode() && !example.asString().equals(value)) {
        headerFound(name, "is \"%s\", not \"%s\"".formatted(value, example.asString()));
      }
      JsonNode schema = header.get("schema");
      boolean number = schema.path("type").asString("").equals("integer");
      schemas
          .getSchema(schema)
          .validate(
              WireJson.mapper()
                  .valueToTree(number && value.matches("\\d{1,18}") ? Long.valueOf(value) : value))
          .forEach(error -> headerFound(name, error.getMessage() + ": \"" + value + "\""));
    }

    private void checkBody(String body) {
      String schema = response.at("/content/application~1json/schema/$ref").asString().substring(1);
      JsonNode json;
      try {
        json = WireJson.mapper().readTree(body);
      } catch (JacksonException e) {
        found.add(new Violation("response.body", schema, "is not JSON: " + e.getOriginalMessage()));
        return;
      }
      schemas
          .getSchema(SchemaLocation.of((whole ? ANSWERS : EXPECTATIONS) + "#" + schema))
          .validate(json)
          .forEach(error -> found.add(bodyViolation(error, schema)));
      JsonNode node = contract.document().at(schema);
      if (whole
          && found.isEmpty()
          && node.path("x-all-properties-present").asBoolean(false)
          && !List.copyOf(json.propertyNames())
              .equals(List.copyOf(node.get("properties").propertyNames()))) {
        found.add(new Violation("response.body", schema, "has its fields in another order"));
      }
    }

    private Violation bodyViolation(Error error, String schema) {
      String at = "response.body" + error.getInstanceLocation();
      String keyword = error.getSchemaLocation().getFragment().toString();
      String inContract = keyword.isEmpty() ? schema : keyword;
      return switch (error.getKeyword()) {
        case "additionalProperties" ->
            new Violation(
                at + "/" + error.getProperty(),
                inContract.replaceFirst("/additionalProperties$", "/properties"),
                "is not documented");
        case "required" -> new Violation(at + "/" + error.getProperty(), inContract, "is missing");
        default -> new Violation(at, inContract, error.getMessage());
      };
    }
  }
}

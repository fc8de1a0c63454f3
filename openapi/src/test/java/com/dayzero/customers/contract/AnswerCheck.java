package com.dayzero.customers.contract;

import com.dayzero.customers.contract.Conformance.Violation;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Looks for what is wrong with one answer to one operation. */
final class AnswerCheck {
  /** The contract, where objects hold what is named and all that is promised. */
  static final String ANSWERS = "urn:conformance:answers.json";

  /** The contract, where objects hold what is named, and nothing has to be there. */
  static final String EXPECTATIONS = "urn:conformance:expectations.json";

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";

  private final Contract contract;
  private final SchemaRegistry schemas;
  private final int status;
  private final boolean whole;
  private final String pointer;
  private final JsonNode response;
  private final List<Violation> found = new ArrayList<>();

  /**
   * Of an answer with this status.
   *
   * @param schemas with the documents {@link #ANSWERS} and {@link #EXPECTATIONS}
   * @param whole whether all that is promised has to be there
   */
  AnswerCheck(
      Contract contract, SchemaRegistry schemas, Operation operation, int status, boolean whole) {
    this.contract = contract;
    this.schemas = schemas;
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

  /** Everything that is wrong with it; the body is not looked at if it is null. */
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

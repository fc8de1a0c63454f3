package com.dayzero.customers.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code customers.yaml}, read once: the only source of paths, limits, permissions and error
 * sentences.
 */
public final class Contract {
  private static final String RESOURCE = "/openapi/customers.yaml";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final byte[] yaml;
  private final JsonNode document;
  private final List<Operation> operations;

  private Contract(byte[] yaml) {
    this.yaml = yaml;
    this.document = new YAMLMapper().readTree(yaml);
    this.operations = readOperations();
  }

  /** Reads the contract from the class path. */
  public static Contract load() {
    try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(RESOURCE))) {
      return new Contract(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contract's own text. */
  public byte[] yaml() {
    return yaml.clone();
  }

  /** The contract as JSON. */
  public JsonNode document() {
    return document;
  }

  /** Every operation, in the contract's order. */
  public List<Operation> operations() {
    return operations;
  }

  /**
   * The operation with this method and path template.
   *
   * @throws IllegalArgumentException if the contract has no such operation
   */
  public Operation operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method) && operation.path().equals(path))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("The contract has no " + method + " " + path));
  }

  /** What a caller's own request id has to look like to be kept. */
  public Pattern requestIdPattern() {
    return Pattern.compile(
        document.at("/components/parameters/RequestId/schema/pattern").asString());
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    document
        .get("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                found.add(readOperation(method, path, operation));
              }
            }));
    return List.copyOf(found);
  }

  private Operation readOperation(String method, String path, JsonNode operation) {
    JsonNode body = operation.path("requestBody");
    String schema = body.at("/content/application~1json/schema/$ref").asString("");
    return new Operation(
        operation.get("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.at("/security/0/bearerAuth/0").asString(),
        schema.substring(schema.lastIndexOf('/') + 1),
        body.isMissingNode() ? 0 : body.required("x-max-bytes").asInt(),
        readRefusals(operation.get("responses")));
  }

  private Map<String, Refusal> readRefusals(JsonNode responses) {
    Map<String, Refusal> refusals = new HashMap<>();
    responses.forEachEntry((status, reference) -> {
      JsonNode response = resolved(reference);
      Map<String, String> headers = readHeaders(response.path("headers"));
      response
          .at("/content/application~1json/examples")
          .forEachEntry((name, example) -> {
            JsonNode value = example.get("value");
            if (value.size() == 1 && value.path("detail").isString()) {
              ErrorBody body = new ErrorBody.Sentence(value.get("detail").asString());
              add(refusals, name, new Refusal(Integer.parseInt(status), body, headers));
            }
          });
    });
    return Map.copyOf(refusals);
  }

  private static void add(Map<String, Refusal> refusals, String name, Refusal refusal) {
    if (refusals.put(name, refusal) != null) {
      throw new IllegalStateException(
          "Two error examples of an operation are called " + name + ": give each its own name");
    }
  }

  /** The headers whose value is always the same: the ones with an {@code example}. */
  private Map<String, String> readHeaders(JsonNode headers) {
    Map<String, String> constant = new HashMap<>();
    headers.forEachEntry((name, header) -> {
      JsonNode example = resolved(header).path("example");
      if (!example.isMissingNode()) {
        constant.put(name, example.asString());
      }
    });
    return constant;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }
}

package com.dayzero.customers.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** What {@code Allow} says of a path: the methods of its operations; empty if it has none. */
  public String allowed(String path) {
    return operations.stream()
        .filter(operation -> operation.path().equals(path))
        .map(Operation::method)
        .collect(Collectors.joining(", "));
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

  /**
   * The operation with this published {@code operationId}.
   *
   * @throws IllegalArgumentException if the contract has no such operation
   */
  public Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The contract has no operation \"%s\"; it has %s"
                    .formatted(id, operations.stream().map(Operation::id).toList())));
  }

  /** Every header that an answer may carry, in the contract's order. */
  public Set<String> responseHeaders() {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode response :
        document.findValues("responses").stream().flatMap(JsonNode::valueStream).toList()) {
      names.addAll(resolved(response).path("headers").propertyNames());
    }
    return names;
  }

  /** The pattern of a parameter in {@code components/parameters}. */
  Pattern parameterPattern(String name) {
    return Pattern.compile(
        document.at("/components/parameters/" + name + "/schema/pattern").asString());
  }

  /** The schema with this name in {@code components/schemas}; a missing node if there is none. */
  public JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  /** What a reference refers to; any other node itself. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
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
    List<Example> examples = readExamples(operation.get("responses"));
    return new Operation(
        operation.get("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.at("/security/0/bearerAuth/0").asString(),
        nameOfSchema(body),
        body.isMissingNode() ? 0 : body.required("x-max-bytes").asInt(),
        readHeaderParameters(path, method, operation.path("parameters")),
        examples,
        examples.stream()
            .filter(Example::isSentence)
            .collect(Collectors.toUnmodifiableMap(Example::name, Example::toRefusal)));
  }

  private Map<String, String> readHeaderParameters(
      String path, String method, JsonNode parameters) {
    Map<String, String> pointers = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode parameter = resolved(parameters.get(i));
      if (parameter.path("in").asString().equals("header")) {
        String place = "/paths/%s/%s/parameters/%d".formatted(path.replace("/", "~1"), method, i);
        String reference = parameters.get(i).path("$ref").asString("#" + place);
        pointers.put(parameter.get("name").asString(), reference.substring(1) + "/schema");
      }
    }
    return Collections.unmodifiableMap(pointers);
  }

  private static String nameOfSchema(JsonNode message) {
    String reference = message.at("/content/application~1json/schema/$ref").asString("");
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private List<Example> readExamples(JsonNode responses) {
    List<Example> examples = new ArrayList<>();
    Set<String> names = new HashSet<>();
    responses.forEachEntry((status, reference) -> {
      JsonNode response = resolved(reference);
      Map<String, String> headers = readHeaders(response.path("headers"));
      response
          .at("/content/application~1json/examples")
          .forEachEntry((name, example) -> {
            if (!names.add(name)) {
              throw new IllegalStateException(
                  "Two answers of an operation are called " + name + ": give each its own name");
            }
            examples.add(
                new Example(
                    name,
                    example.path("summary").asString(""),
                    Integer.parseInt(status),
                    example.get("value"),
                    headers));
          });
    });
    return List.copyOf(examples);
  }

  /** The headers that are shown with a value, in {@code example} or {@code examples}. */
  private Map<String, String> readHeaders(JsonNode headers) {
    Map<String, String> shown = new HashMap<>();
    headers.forEachEntry((name, reference) -> {
      JsonNode header = resolved(reference);
      Stream.concat(
              header.optional("example").stream(),
              header.path("examples").valueStream().map(example -> example.get("value")))
          .findFirst()
          .ifPresent(value -> shown.put(name, value.asString()));
    });
    return shown;
  }
}

package com.dayzero.customers.contract;

import com.networknt.schema.Schema;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks raw request bodies against the contract's schemas. It reads JSON before any binding,
 * because binding stops at the first wrong type while clients expect every violation at once.
 * Thread-safe.
 */
public final class RequestValidator {
  private final Map<String, BodySchema> schemas;

  /** A validator for every operation of the contract. */
  public RequestValidator(Contract contract) {
    ContractSchemas checks = new ContractSchemas(contract);
    this.schemas =
        contract.operations().stream()
            .map(Operation::requestSchema)
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(Collectors.toMap(name -> name, name -> bodySchema(contract, checks, name)));
  }

  /**
   * The body as JSON, if the operation accepts it: fields that the contract does not name are
   * dropped, defaults are filled in, and e-mail addresses are in the form that is stored.
   *
   * @param ofHeaders what is wrong with the headers, see {@link HeaderParameters}; told before what
   *     is wrong with the body, as in FastAPI
   * @param body the bytes as they came; none for an absent body
   * @throws Refusal 400 if the bytes are not text, nested too deep, or an integer of more than 4300
   *     digits, else 422 with every violation, in the contract's order of fields
   */
  public JsonNode validate(Operation operation, List<FieldError> ofHeaders, byte[] body) {
    BodySchema schema = schemas.get(operation.requestSchema());
    if (schema == null) {
      throw new IllegalArgumentException(operation.id() + " takes no body");
    }
    JsonNode json =
        body.length == 0 ? JsonNodeFactory.instance.nullNode() : parse(operation, schema, body);
    List<FieldError> violations = new ArrayList<>(ofHeaders);
    violations.addAll(
        json.isNull()
            ? List.of(PydanticWords.missing(List.of("body"), json))
            : schema.violationsOf(json));
    if (!violations.isEmpty()) {
      throw Refusal.invalid(violations);
    }
    return schema.accepted().of(json);
  }

  private static JsonNode parse(Operation operation, BodySchema schema, byte[] body) {
    try {
      String text = JsonText.decode(body);
      try {
        JsonNode json = WireJson.read(text);
        if (!json.isMissingNode()) {
          return json;
        }
      } catch (JacksonException e) {
        // Python may read it all the same, or says what is wrong.
      }
      return parseAsPythonDoes(schema, text);
    } catch (CharacterCodingException | JsonDecodeError.PastLimits | JacksonException e) {
      throw operation.refusal("unreadable_body");
    }
  }

  /**
   * {@code NaN} and {@code Infinity} are ignored where their field is; elsewhere they are no JSON.
   * A number past all doubles is one.
   */
  private static JsonNode parseAsPythonDoes(BodySchema schema, String text)
      throws JsonDecodeError.PastLimits {
    @Nullable JsonDecodeError error = JsonDecodeError.of(text);
    if (error == null) {
      JsonNode json = WireJson.readAsPythonDoes(text);
      schema.forgetIgnoredNonFinites(json);
      if (hasNonFinite(json)) {
        error = JsonDecodeError.ofJsonAlone(text);
      }
      if (error == null) {
        return json;
      }
    }
    throw Refusal.invalid(List.of(PydanticWords.invalidJson(error)));
  }

  private static boolean hasNonFinite(JsonNode json) {
    if (PythonNumbers.isNonFinite(json)) {
      return true;
    }
    for (JsonNode value : json) {
      if (hasNonFinite(value)) {
        return true;
      }
    }
    return false;
  }

  private static BodySchema bodySchema(Contract contract, ContractSchemas checks, String name) {
    List<String> fields = List.copyOf(contract.schema(name).path("properties").propertyNames());
    Map<String, Integer> order = new HashMap<>();
    IntStream.range(0, fields.size()).forEach(i -> order.put(fields.get(i), i));
    return new BodySchema(
        checks.at("/components/schemas/" + name),
        order,
        new AcceptedBody(contract, contract.schema(name)));
  }

  /**
   * @param order the place of each field in the contract
   */
  private record BodySchema(Schema schema, Map<String, Integer> order, AcceptedBody accepted) {

    List<FieldError> violationsOf(JsonNode body) {
      return ContractSchemas.violations(schema, body, List.of("body")).stream()
          .sorted(Comparator.comparingInt(this::placeOf))
          .toList();
    }

    void forgetIgnoredNonFinites(JsonNode body) {
      if (body instanceof ObjectNode fields) {
        List.copyOf(fields.propertyNames()).stream()
            .filter(name -> !order.containsKey(name) && hasNonFinite(fields.get(name)))
            .forEach(fields::remove);
      }
    }

    private int placeOf(FieldError violation) {
      @Nullable Object field = violation.loc().size() > 1 ? violation.loc().get(1) : null;
      return field == null ? -1 : order.getOrDefault(field.toString(), order.size());
    }
  }
}

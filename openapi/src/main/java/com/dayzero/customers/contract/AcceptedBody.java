package com.dayzero.customers.contract;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What becomes of a body that is accepted, as in pydantic: fields that the schema does not name are
 * dropped, defaults are filled in, an integer that was written as a float is an integer, an e-mail
 * address is in its normal form.
 */
final class AcceptedBody {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, Field> fields = new LinkedHashMap<>();

  /** For bodies of this schema, an object. */
  AcceptedBody(Contract contract, JsonNode schema) {
    schema
        .path("properties")
        .forEachEntry((name, property) -> fields.put(name, field(contract, property)));
  }

  /** The body in its normal form, its fields in the contract's order. */
  JsonNode of(JsonNode body) {
    ObjectNode accepted = NODES.objectNode();
    fields.forEach((name, field) -> {
      JsonNode value = body.get(name);
      if (value != null) {
        accepted.set(name, field.kind().normal(value));
      } else {
        field.defaultValue().ifPresent(filled -> accepted.set(name, filled));
      }
    });
    return accepted;
  }

  private static Field field(Contract contract, JsonNode property) {
    JsonNode schema = contract.resolved(property);
    Kind kind =
        Stream.concat(Stream.of(schema), schema.path("anyOf").valueStream())
            .map(AcceptedBody::kind)
            .filter(candidate -> candidate != Kind.AS_IT_IS)
            .findFirst()
            .orElse(Kind.AS_IT_IS);
    return new Field(kind, property.optional("default"));
  }

  private static Kind kind(JsonNode schema) {
    if (schema.path("type").asString("").equals("integer")) {
      return Kind.INTEGER;
    }
    return schema.path("format").asString("").equals("email") ? Kind.EMAIL : Kind.AS_IT_IS;
  }

  private record Field(Kind kind, Optional<JsonNode> defaultValue) {}

  private enum Kind {
    AS_IT_IS,
    INTEGER,
    EMAIL;

    JsonNode normal(JsonNode value) {
      if (this == INTEGER && value.isFloatingPointNumber()) {
        // Exactly, as Python's int(); a double's shortest decimal may be another number.
        return NODES.numberNode(new BigDecimal(value.doubleValue()).longValueExact());
      }
      return this == EMAIL && value.isString()
          ? StringNode.valueOf(EmailAddress.normalize(value.stringValue()))
          : value;
    }
  }
}

package com.dayzero.customers.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One violation, as an item of FastAPI's 422 body.
 *
 * @param type pydantic's name of the kind of violation, such as {@code string_too_long}
 * @param loc where it is, from the outside in: strings, and integers for offsets and list items
 * @param msg pydantic's sentence
 * @param input the refused value; for a missing field, the object that lacks it
 * @param ctx the limits that the sentence names, or null where there are none
 */
public record FieldError(
    String type, List<Object> loc, String msg, JsonNode input, @Nullable ObjectNode ctx) {

  /**
   * This violation as JSON, its keys in FastAPI's order; {@code ctx} is left out where there is
   * none.
   */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
    ArrayNode path = json.putArray("loc");
    for (Object step : loc) {
      switch (step) {
        case Integer index -> path.add(index);
        default -> path.add(step.toString());
      }
    }
    json.put("msg", msg).set("input", shown(input));
    if (ctx != null) {
      json.set("ctx", ctx);
    }
    return json;
  }

  /** Without the keys that FastAPI's encoder takes for SQLAlchemy's own. */
  private static JsonNode shown(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().stream()
            .filter(field -> !field.getKey().startsWith("_sa"))
            .forEach(field -> copy.set(field.getKey(), shown(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> copy.add(shown(item)));
        yield copy;
      }
      default -> value;
    };
  }
}

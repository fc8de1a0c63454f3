package com.dayzero.customers.contracttests.compatibility;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a schema allows, where it may say the same in several ways. */
final class Allowed {
  private Allowed() {}

  /** What the schema says of each JSON type; null is one of them. */
  static Map<String, JsonNode> byType(JsonNode schema) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(JsonNode schema, Map<String, JsonNode> found) {
    if (!schema.isObject()) {
      // It is true, false or not there.
      String type = schema.asBoolean(true) ? Direction.ANYTHING : "nothing";
      found.put(type, JsonNodeFactory.instance.objectNode());
    } else if (schema.has("anyOf")) {
      ObjectNode rest = ((ObjectNode) schema).deepCopy();
      rest.remove("anyOf");
      schema.get("anyOf").forEach(each -> collect(References.both(rest, each), found));
    } else {
      JsonNode types = schema.path("type");
      for (String type : types.isArray() ? strings(types) : text(types)) {
        // Two objects in one union: the second is compared with the other version's second.
        String name = type;
        for (int i = 2; found.containsKey(name); i++) {
          name = "%s (%d)".formatted(type, i);
        }
        found.put(name, schema);
      }
    }
  }

  /** The values that the schema names, as JSON. */
  static Set<String> values(JsonNode schema) {
    if (schema.has("const")) {
      return Set.of(schema.get("const").toString());
    }
    return schema.has("enum")
        ? ordered(schema.get("enum").valueStream().map(JsonNode::toString))
        : Set.of(Direction.ANYTHING);
  }

  /** A keyword's only value. */
  static Set<String> text(JsonNode text) {
    return text.isMissingNode() ? Set.of(Direction.ANYTHING) : Set.of(text.asString());
  }

  /** The strings of an array. */
  static Set<String> strings(JsonNode array) {
    return ordered(array.valueStream().map(JsonNode::asString));
  }

  private static Set<String> ordered(Stream<String> values) {
    return values.collect(Collectors.toCollection(LinkedHashSet::new));
  }
}

package com.dayzero.customers.contracttests.compatibility;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a reference refers to where the reference stands, so that a change is found wherever
 * clients meet it, and moving something into {@code components} is none.
 */
final class References {
  private static final String REF = "$ref";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode document;

  private References(JsonNode document) {
    this.document = document;
  }

  /** The document without references, but for those that lead into themselves. */
  static JsonNode followed(JsonNode document) {
    return new References(document).follow(document, Set.of());
  }

  private JsonNode follow(JsonNode node, Set<String> within) {
    if (node.isArray()) {
      ArrayNode copy = NODES.arrayNode();
      node.forEach(item -> copy.add(follow(item, within)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = NODES.objectNode();
    node.forEachEntry((name, value) -> copy.set(name, follow(value, within)));
    String reference = node.path(REF).stringValue("");
    if (!reference.startsWith("#/") || within.contains(reference)) {
      return copy;
    }
    JsonNode target = document.at(reference.substring(1));
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("The contract has no " + reference);
    }
    Set<String> further = new HashSet<>(within);
    further.add(reference);
    return both(copy.without(REF), follow(target, further));
  }

  /**
   * What asks for both. Own descriptions go before the others; where the two ask for different
   * things, both stay, as {@code allOf} has it.
   */
  static JsonNode both(JsonNode own, JsonNode other) {
    if (!other.isObject()) {
      return other.asBoolean(true) ? own : other;
    }
    ObjectNode all = ((ObjectNode) other).deepCopy();
    own.forEachEntry((name, value) -> {
      if (!all.has(name) || Versions.DESCRIBING.contains(name)) {
        all.set(name, value);
      } else if (!value.equals(all.get(name))) {
        all.withArray("allOf").addObject().set(name, value);
      }
    });
    return all;
  }
}

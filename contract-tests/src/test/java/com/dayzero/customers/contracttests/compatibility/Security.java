package com.dayzero.customers.contracttests.compatibility;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares whom an operation lets in: whoever fulfils one of the requirements of its security. */
final class Security {
  private Security() {}

  /** Whoever was let in has to be let in still. */
  static void compare(Versions security) {
    List<JsonNode> before = requirements(security.released());
    List<JsonNode> after = requirements(security.current());
    if (!before.stream().allMatch(callers -> letIn(after, callers))) {
      security.breaking(security.change("security"));
    } else if (!after.stream().allMatch(callers -> letIn(before, callers))) {
      security.additive(security.change("security"));
    }
  }

  /** No requirement at all is one that everybody fulfils. */
  private static List<JsonNode> requirements(JsonNode security) {
    return security.isEmpty()
        ? List.of(JsonNodeFactory.instance.objectNode())
        : security.valueStream().toList();
  }

  private static boolean letIn(List<JsonNode> requirements, JsonNode callers) {
    return requirements.stream().anyMatch(requirement -> fulfil(callers, requirement));
  }

  /** Callers who bring just what one requirement asks for, before another. */
  private static boolean fulfil(JsonNode callers, JsonNode requirement) {
    return requirement.propertyNames().stream()
        .allMatch(scheme ->
            callers.has(scheme)
                && scopes(callers, scheme).containsAll(scopes(requirement, scheme)));
  }

  private static List<JsonNode> scopes(JsonNode requirement, String scheme) {
    return requirement.get(scheme).valueStream().toList();
  }
}

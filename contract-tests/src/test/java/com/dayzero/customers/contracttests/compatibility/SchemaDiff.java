package com.dayzero.customers.contracttests.compatibility;

import static com.dayzero.customers.contracttests.compatibility.Versions.ELSEWHERE;
import static java.util.Map.entry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compares schemas whose references are followed. A schema is taken as what it says of each JSON
 * type, null being one of them: {@code anyOf: [X, null]} and a list of types are the same then.
 *
 * <p>It is careful where it does not know: {@code oneOf}, {@code allOf}, {@code
 * additionalProperties} and the like count as breaking when they change at all, and so does a step
 * from integer to number.
 */
final class SchemaDiff {
  private final Direction direction;
  private final Map<String, Consumer<Versions>> rules;

  SchemaDiff(Direction direction) {
    this.direction = direction;
    this.rules =
        new HashMap<>(
            Map.ofEntries(
                entry("type", ELSEWHERE),
                entry("enum", ELSEWHERE),
                entry("const", ELSEWHERE),
                entry("properties", ELSEWHERE),
                entry("required", ELSEWHERE),
                entry("items", ELSEWHERE),
                entry("pattern", text("pattern")),
                entry("format", text("format")),
                entry("default", this::fallback),
                entry("deprecated", OperationDiff::deprecation),
                entry("x-all-properties-present", this::promise)));
    for (String most :
        List.of("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")) {
      rules.put(most, direction.most(most));
    }
    for (String least :
        List.of("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")) {
      rules.put(least, direction.least(least));
    }
  }

  /** Tells what has changed between both versions of a schema. */
  void compare(Versions schema) {
    Map<String, JsonNode> before = Allowed.byType(schema.released());
    Map<String, JsonNode> after = Allowed.byType(schema.current());
    direction.choice(schema, "type", before.keySet(), after.keySet());
    Set<String> types = new LinkedHashSet<>(before.keySet());
    types.addAll(after.keySet());
    for (String type : types) {
      Versions alternative =
          new Versions(schema.place(), of(type, before), of(type, after), schema.changes());
      if (!alternative.isNew() && !alternative.isGone()) {
        compareAlternative(alternative);
      }
    }
  }

  private static JsonNode of(String type, Map<String, JsonNode> schemas) {
    JsonNode schema = schemas.getOrDefault(type, schemas.get(Direction.ANYTHING));
    return schema == null ? JsonNodeFactory.instance.missingNode() : schema;
  }

  private void compareAlternative(Versions schema) {
    direction.choice(
        schema, "value", Allowed.values(schema.released()), Allowed.values(schema.current()));
    Versions properties = schema.member("properties");
    Versions required = schema.member("required");
    Stream.of(
            properties.names(),
            Allowed.strings(required.released()),
            Allowed.strings(required.current()))
        .flatMap(Set::stream)
        .distinct()
        .forEach(name -> {
          Versions field = properties.member(name).at(name);
          if (direction.presence(
              field,
              Allowed.strings(required.released()).contains(name),
              Allowed.strings(required.current()).contains(name))) {
            compare(field);
          }
        });
    Versions items = schema.member("items");
    if (!items.released().isMissingNode() || !items.current().isMissingNode()) {
      compare(items.at("each item"));
    }
    schema.judge(rules);
  }

  private Consumer<Versions> text(String name) {
    return text ->
        direction.choice(text, name, Allowed.text(text.released()), Allowed.text(text.current()));
  }

  /** What is stored for a client that sends nothing is what that client meant. */
  private void fallback(Versions value) {
    if (direction == Direction.REQUEST && value.differ()) {
      value.breaking(value.change("default"));
    }
  }

  private void promise(Versions flag) {
    if (flag.current().asBoolean(false)) {
      if (flag.differ()) {
        flag.additive("promises now that no field is left out");
      }
    } else if (flag.released().asBoolean(false)) {
      flag.breaking("promises no longer that no field is left out (x-all-properties-present)");
    }
  }
}

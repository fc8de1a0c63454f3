package com.dayzero.customers.mock.answer;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The {@code jsonBody} or a header of a stub, read once. A text that is one placeholder, such as
 * {@code "{{body.name}}"}, becomes the value itself, a number or null too; a placeholder inside a
 * text becomes part of it. Values are never read as JSON or as templates, so quotes, line breaks
 * and braces in them come back as they were sent.
 */
final class Template {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A part of it. */
  private interface Part {
    JsonNode with(Map<String, JsonNode> values);
  }

  private final Set<String> placeholders = new TreeSet<>();
  private final Part whole;

  Template(JsonNode template) {
    this.whole = read(template);
  }

  /** The names of the placeholders. */
  Set<String> placeholders() {
    return Collections.unmodifiableSet(placeholders);
  }

  /** The same with these values; a placeholder that has none is null, inside a text empty. */
  JsonNode render(Map<String, JsonNode> values) {
    return whole.with(values);
  }

  private Part read(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> read(object);
      case ArrayNode array -> read(array);
      case StringNode text -> read(text.stringValue());
      default -> values -> node;
    };
  }

  private Part read(ObjectNode object) {
    Map<String, Part> fields = new LinkedHashMap<>();
    object.forEachEntry((name, value) -> fields.put(name, read(value)));
    return values -> {
      ObjectNode rendered = NODES.objectNode();
      fields.forEach((name, field) -> rendered.set(name, field.with(values)));
      return rendered;
    };
  }

  private Part read(ArrayNode array) {
    List<Part> items = array.valueStream().map(this::read).toList();
    return values -> {
      ArrayNode rendered = NODES.arrayNode();
      items.forEach(item -> rendered.add(item.with(values)));
      return rendered;
    };
  }

  private Part read(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    if (matcher.matches()) {
      return placeholder(matcher.group(1));
    }
    List<Part> parts = new ArrayList<>();
    int end = 0;
    for (matcher.reset(); matcher.find(); end = matcher.end()) {
      parts.add(literal(text.substring(end, matcher.start())));
      parts.add(placeholder(matcher.group(1)));
    }
    if (parts.isEmpty()) {
      return literal(text);
    }
    parts.add(literal(text.substring(end)));
    return values ->
        StringNode.valueOf(
            parts.stream().map(part -> part.with(values).asString("")).collect(joining()));
  }

  private Part placeholder(String name) {
    placeholders.add(name);
    return values -> values.getOrDefault(name, NODES.nullNode());
  }

  private static Part literal(String text) {
    StringNode same = StringNode.valueOf(text);
    return values -> same;
  }
}

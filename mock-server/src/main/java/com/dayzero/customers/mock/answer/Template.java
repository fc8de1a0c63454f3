package com.dayzero.customers.mock.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

  private final JsonNode template;
  private final Part whole;

  /** A part of it. */
  private interface Part {
    JsonNode with(Map<String, JsonNode> values);
  }

  Template(JsonNode template) {
    this.template = template;
    this.whole = read(template);
  }

  /** The names of the placeholders. */
  Set<String> placeholders() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(template.toString());
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The same with these values; a placeholder that has none is null, inside a text empty. */
  JsonNode render(Map<String, JsonNode> values) {
    return whole.with(values);
  }

  private static String render(String text, Map<String, JsonNode> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> {
          @Nullable JsonNode value = values.get(match.group(1));
          return Matcher.quoteReplacement(value == null ? "" : value.asString(""));
        });
  }

  private static Part read(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> read(object);
      case ArrayNode array -> read(array);
      case StringNode text -> read(text.stringValue());
      default -> values -> node;
    };
  }

  private static Part read(ObjectNode object) {
    Map<String, Part> fields = new LinkedHashMap<>();
    object.forEachEntry((name, value) -> fields.put(name, read(value)));
    return values -> {
      ObjectNode rendered = NODES.objectNode();
      fields.forEach((name, field) -> rendered.set(name, field.with(values)));
      return rendered;
    };
  }

  private static Part read(ArrayNode array) {
    List<Part> items = array.valueStream().map(Template::read).toList();
    return values -> {
      ArrayNode rendered = NODES.arrayNode();
      items.forEach(item -> rendered.add(item.with(values)));
      return rendered;
    };
  }

  private static Part read(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    if (matcher.matches()) {
      String name = matcher.group(1);
      return values -> values.getOrDefault(name, NODES.nullNode());
    }
    StringNode same = StringNode.valueOf(text);
    return matcher.reset().find()
        ? values -> StringNode.valueOf(render(text, values))
        : values -> same;
  }
}

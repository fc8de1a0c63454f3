package com.dayzero.customers.mock.answer;

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
 * The {@code jsonBody} of a stub. A text that is one placeholder, such as {@code "{{body.name}}"},
 * becomes the value itself, a number or null too; a placeholder inside a text becomes part of it.
 * Values are never read as JSON or as templates, so quotes, line breaks and braces in them come
 * back as they were sent.
 */
final class BodyTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode template;

  BodyTemplate(JsonNode template) {
    this.template = template;
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

  /** The body with these values; a placeholder that has none is null. */
  JsonNode render(Map<String, JsonNode> values) {
    return render(template, values);
  }

  /** A text with these values; a placeholder that has none is empty. */
  static String render(String text, Map<String, JsonNode> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> {
          @Nullable JsonNode value = values.get(match.group(1));
          return Matcher.quoteReplacement(value == null ? "" : value.asString(""));
        });
  }

  private static JsonNode render(JsonNode node, Map<String, JsonNode> values) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode rendered = NODES.objectNode();
        object.forEachEntry((name, value) -> rendered.set(name, render(value, values)));
        yield rendered;
      }
      case ArrayNode array -> {
        ArrayNode rendered = NODES.arrayNode();
        array.forEach(item -> rendered.add(render(item, values)));
        yield rendered;
      }
      case StringNode text -> renderText(text, values);
      default -> node;
    };
  }

  private static JsonNode renderText(StringNode text, Map<String, JsonNode> values) {
    Matcher matcher = PLACEHOLDER.matcher(text.stringValue());
    if (matcher.matches()) {
      JsonNode value = values.get(matcher.group(1));
      return value == null ? NODES.nullNode() : value;
    }
    return matcher.reset().find() ? StringNode.valueOf(render(text.stringValue(), values)) : text;
  }
}

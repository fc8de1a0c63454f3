package com.dayzero.customers.server.admin;

import static java.util.stream.Collectors.joining;

import com.dayzero.customers.contract.WireJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a command found or made: as lines for people, or as JSON for scripts. */
final class Answers {
  private static final JsonMapper MAPPER =
      WireJson.mapper()
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Nothing but ASCII: what could steer a terminal is escaped.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final String GAP = "  ";

  private Answers() {}

  /**
   * Prints it.
   *
   * @param answer a record, or a list of such
   * @throws NotShown if nobody takes it
   */
  static void print(Object answer, boolean asJson, PrintWriter out) {
    if (asJson) {
      out.println(json(answer));
    } else {
      printLines(answer, out);
    }
    // Flushes. A writer of this kind tells of a failure only to who asks.
    if (out.checkError()) {
      throw new NotShown(null);
    }
  }

  private static void printLines(Object answer, PrintWriter out) {
    JsonNode tree = MAPPER.valueToTree(answer);
    if (tree.isObject()) {
      table(
          tree.properties().stream().map(e -> List.of(e.getKey(), text(e.getValue()))).toList(),
          out);
    } else if (tree.isEmpty()) {
      out.println("None.");
    } else {
      List<String> names = List.copyOf(tree.get(0).propertyNames());
      List<List<String>> lines = new ArrayList<>();
      lines.add(names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
      tree.valueStream()
          .map(row -> names.stream().map(name -> text(row.get(name))).toList())
          .forEach(lines::add);
      table(lines, out);
    }
  }

  /** One line of JSON. */
  static String json(Object value) {
    return MAPPER.writeValueAsString(value).replace("\u007f", "\\u007f");
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "-";
    }
    if (value.isArray()) {
      return value.valueStream().map(Answers::text).collect(joining(" "));
    }
    return Printable.escaped(value.isObject() ? json(value) : value.asString());
  }

  private static void table(List<List<String>> lines, PrintWriter out) {
    List<Integer> widths =
        IntStream.range(0, lines.getFirst().size())
            .map(
                column -> lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0))
            .boxed()
            .toList();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        text.append(cell).append(" ".repeat(widths.get(column) - length(cell))).append(GAP);
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}

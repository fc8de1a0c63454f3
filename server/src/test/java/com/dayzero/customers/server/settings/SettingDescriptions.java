package com.dayzero.customers.server.settings;

import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the annotation processor noted of all settings on the class path, Spring's and ours: their
 * types, and the descriptions of their {@code @param}s.
 */
final class SettingDescriptions {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private final Map<String, JsonNode> properties = new TreeMap<>();

  /** Reads them all. */
  SettingDescriptions() throws IOException {
    for (URL file : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
      try (InputStream in = file.openStream()) {
        WireJson.mapper()
            .readTree(in.readAllBytes())
            .path("properties")
            .forEach(it -> properties.putIfAbsent(it.path("name").asString(), it));
      }
    }
  }

  /** The settings of ours. */
  Set<String> ours() {
    return properties.keySet().stream()
        .filter(name -> name.startsWith("customers."))
        .collect(Collectors.toSet());
  }

  /** The setting's description in Markdown, as a sentence; empty if there is none. */
  String meaning(String property) {
    String text =
        property(property)
            .path("description")
            .asString("")
            .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
            .strip();
    if (text.isEmpty()) {
      return text;
    }
    return Character.toUpperCase(text.charAt(0)) + text.substring(1).replaceAll("\\.$", "");
  }

  /** What the setting may be. */
  String kind(String property) {
    String type = property(property).path("type").asString("");
    return switch (type) {
      case "java.time.Duration" -> "time with its unit";
      case "org.springframework.util.unit.DataSize" -> "size with its unit";
      case "java.lang.Boolean" -> "`true` or `false`";
      case "java.lang.Integer", "java.lang.Long" -> "number";
      case "java.net.InetAddress" -> "address";
      default -> type.startsWith("java.util.List") ? "list, by commas" : "text";
    };
  }

  private JsonNode property(String name) {
    return properties.getOrDefault(name, WireJson.mapper().missingNode());
  }
}

package com.dayzero.customers.server.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The page about all that may be set, made from application.yaml and the settings' records. */
@SuppressWarnings("InlineFormatString")
final class SettingsReference {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^{}]*))?}");

  private static final String PAGE =
      """
      # Configuration

      <!-- Made from the code by SettingsReferenceTest, which says how to write it anew. -->

      Set what you want to change as environment variables. A value that cannot be used stops the start with a line that
      names the variable. A time is written with its unit: `500ms`, `90s`, `15m`, `24h`.

      | variable | meaning | kind | default | property |
      | --- | --- | --- | --- | --- |
      %s

      The last column is the name in `application.yaml`. It works as an argument, too, which wins over the variable:
      `--server.port=8081`. Any other [property of Spring Boot](https://docs.spring.io/spring-boot/appendix/application-properties/index.html)
      can be set in the same way; only the ones above are tested. One that decides which beans Spring makes has no effect on a server
      that was started with `hosting/jvm.options`, whose beans the build found, unless `-Dspring.aot.enabled=true` is taken out of it.
      """;

  private final Map<String, String> yaml;
  private final SettingDescriptions descriptions = new SettingDescriptions();

  /** Of the application.yaml on the class path. */
  SettingsReference() throws IOException {
    this.yaml =
        new YamlPropertySourceLoader()
            .load("yaml", new ClassPathResource("application.yaml")).stream()
                .flatMap(document -> entries(document).entrySet().stream())
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        Map.Entry::getValue,
                        (first, second) -> first,
                        LinkedHashMap::new));
  }

  private static Map<String, String> entries(PropertySource<?> document) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String name : ((EnumerablePropertySource<?>) document).getPropertyNames()) {
      entries.put(name, String.valueOf(document.getProperty(name)));
    }
    return entries;
  }

  /** Everything that an environment variable sets, in the order of application.yaml. */
  List<Setting> settings() {
    List<Setting> found = new ArrayList<>();
    yaml.forEach((property, value) -> {
      Matcher variable = VARIABLE.matcher(value);
      while (variable.find()) {
        found.add(
            new Setting(
                property,
                variable.group(1),
                variable.group(2) == null ? "" : variable.group(2),
                descriptions.kind(property),
                descriptions.meaning(property)));
      }
    });
    return found;
  }

  /** The settings of ours, whether or not a variable sets them. */
  List<String> ours() {
    List<String> names = new ArrayList<>(descriptions.ours());
    yaml.keySet().stream().filter(name -> name.startsWith("customers.")).forEach(names::add);
    return names.stream().distinct().sorted().toList();
  }

  /** The page in Markdown. */
  String page() {
    return PAGE.formatted(
        settings().stream().map(Setting::toRow).collect(Collectors.joining("\n")));
  }
}

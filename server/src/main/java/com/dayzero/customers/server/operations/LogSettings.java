package com.dayzero.customers.server.operations;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the log.
 *
 * @param format {@code text}, for people, or {@code json}, a line of JSON in the Elastic Common
 *     Schema for each entry
 */
@ConfigurationProperties("customers.log")
record LogSettings(String format) {
  private static final Set<String> FORMATS = Set.of("text", "json");

  LogSettings {
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException(
          "LOG_FORMAT is '%s': set it to text or json".formatted(format));
    }
  }
}

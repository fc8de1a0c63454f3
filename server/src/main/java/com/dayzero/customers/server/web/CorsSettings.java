package com.dayzero.customers.server.web;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of cross-origin requests.
 *
 * @param origins the origins whose pages may call the API from a browser, such as {@code
 *     https://app.example.com}; empty for none
 */
@ConfigurationProperties("customers.cors")
record CorsSettings(List<String> origins) {
  /** As browsers send it: in lower case, without the scheme's own port, without a path. */
  private static final Pattern ORIGIN =
      Pattern.compile("http://(?!.*:80$)[^A-Z/?#@*]+|https://(?!.*:443$)[^A-Z/?#@*]+");

  CorsSettings {
    for (String origin : origins) {
      if (!isOrigin(origin)) {
        throw new IllegalArgumentException(
            ("CORS_ORIGINS has '%s': name each origin as browsers send it, such as"
                    + " https://app.example.com, with commas between; there is no * for all")
                .formatted(origin));
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      return ORIGIN.matcher(text).matches() && URI.create(text).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

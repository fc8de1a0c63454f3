package com.dayzero.customers.server.limits;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of the limit on how often a token may be used. Each instance of the server counts for
 * itself: several of them together allow as many times more.
 *
 * @param requests how many requests may come with one token within the window, spread over it; 0 or
 *     {@code off} for any number
 * @param window the time that the number of requests is for, such as {@code 60} seconds or {@code
 *     5m}
 * @param burst how many of them may come at once; all of them where nothing is set
 */
@ConfigurationProperties("customers.rate-limit")
record RateLimitSettings(
    String requests, @DurationUnit(ChronoUnit.SECONDS) Duration window, @Nullable Integer burst) {
  private static final String OFF = "off";

  RateLimitSettings {
    check(
        requests.equalsIgnoreCase(OFF) || requests.matches("\\d{1,9}"),
        "RATE_LIMIT_REQUESTS is \"" + requests + "\": set it to a number of requests, or to off");
    check(
        window.isPositive() && window.toNanosPart() == 0,
        "RATE_LIMIT_WINDOW is " + window + ": set it to a number of seconds, 1 or more");
    int most = numberIn(requests);
    check(
        burst == null || most == 0 || (burst >= 1 && burst <= most),
        "RATE_LIMIT_BURST is " + burst + ": set it to a number from 1 to RATE_LIMIT_REQUESTS");
  }

  private static void check(boolean good, String words) {
    if (!good) {
      throw new IllegalArgumentException(words);
    }
  }

  /** How many requests may come within the window; 0 for any number. */
  int limit() {
    return numberIn(requests);
  }

  private static int numberIn(String requests) {
    return requests.equalsIgnoreCase(OFF) ? 0 : Integer.parseInt(requests);
  }

  /** How many requests may come at once. */
  int atOnce() {
    return Objects.requireNonNullElse(burst, limit());
  }
}

package com.dayzero.customers.server.access;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of the check of access.
 *
 * @param remember how long it is remembered what a token may do, such as {@code 3s}, at most that;
 *     so long a revoked token may still count; {@code 0s} has the database asked for each request
 */
@ConfigurationProperties("customers.access")
record AccessSettings(@DurationUnit(FOREVER) Duration remember) {
  /** With what a request may wait for the database, less than five seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  AccessSettings {
    if (remember.isNegative() || remember.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "ACCESS_REMEMBERED is " + remember + ": set it to a time from 0s to 3s");
    }
  }
}

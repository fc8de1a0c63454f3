package com.dayzero.customers.server.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the check of access.
 *
 * @param remember how long it is remembered what a token may do, such as {@code 3s}, at most that;
 *     so long a revoked token may still count; {@code 0s} has the database asked for each request
 */
@ConfigurationProperties("customers.access")
record AccessSettings(Duration remember) {
  /** With what a request may wait for the database, less than five seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  AccessSettings {
    if (remember.isNegative() || remember.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "ACCESS_REMEMBERED is " + remember + ": set it to a time from 0s to 3s");
    }
  }
}

package com.dayzero.customers.server.idempotency;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of {@code Idempotency-Key}.
 *
 * @param keep how long the answer to a key is remembered, such as {@code 24h}
 */
@ConfigurationProperties("customers.idempotency")
record IdempotencySettings(@DurationUnit(FOREVER) Duration keep) {

  /** Without a time there is none to remember a key for: a request sent again would be doubled. */
  IdempotencySettings {
    if (keep == null || !keep.isPositive()) {
      throw new IllegalArgumentException(
          "IDEMPOTENCY_KEEP is not above zero: set it to a time with its unit, such as 24h");
    }
  }
}

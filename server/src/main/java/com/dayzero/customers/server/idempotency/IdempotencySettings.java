package com.dayzero.customers.server.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of {@code Idempotency-Key}.
 *
 * @param keep how long the answer to a key is remembered, such as {@code 24h}
 */
@ConfigurationProperties("customers.idempotency")
record IdempotencySettings(Duration keep) {

  /** Without a time there is none to remember a key for: a request sent again would be doubled. */
  IdempotencySettings {
    if (keep == null || !keep.isPositive()) {
      throw new IllegalArgumentException(
          "IDEMPOTENCY_KEEP is not above zero: set it to a time with its unit, such as 24h");
    }
  }
}

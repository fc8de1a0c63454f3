package com.dayzero.customers.server.shutdown;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of stopping.
 *
 * @param delay how long requests are served on after readiness went down, such as {@code 10s}: as
 *     long as the load balancer needs to notice
 */
@ConfigurationProperties("customers.shutdown")
record ShutdownSettings(@DurationUnit(FOREVER) Duration delay) {
  ShutdownSettings {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("SHUTDOWN_DELAY is negative: set it to 0s or more");
    }
  }
}

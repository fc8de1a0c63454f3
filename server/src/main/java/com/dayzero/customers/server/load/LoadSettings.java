package com.dayzero.customers.server.load;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * How much the server takes on at once.
 *
 * @param requestsAtOnce how many requests are worked on at once, those whose bodies are still
 *     coming not counted
 * @param requestsWaiting how many more wait in a line; one more is answered 503
 * @param maxWait how long a request may have waited there, such as {@code 750ms}; then it is
 *     answered 503 when its turn comes. Less than {@code DATABASE_TIME_LIMIT}, from which it is
 *     taken
 * @param bodyTimeLimit how long a client may take to send a body, such as {@code 30s}; then, or
 *     after 10 seconds of silence, it is answered 408
 */
@ConfigurationProperties("customers.load")
record LoadSettings(
    int requestsAtOnce,
    int requestsWaiting,
    @DurationUnit(FOREVER) Duration maxWait,
    @DurationUnit(FOREVER) Duration bodyTimeLimit) {
  LoadSettings {
    if (requestsAtOnce < 1) {
      throw new IllegalArgumentException("REQUESTS_AT_ONCE has to be at least 1");
    }
    if (requestsWaiting < 0) {
      throw new IllegalArgumentException("REQUESTS_WAITING has to be at least 0");
    }
    if (maxWait.toMillis() < 1) {
      throw new IllegalArgumentException("REQUEST_MAX_WAIT has to be at least 1ms");
    }
    if (bodyTimeLimit.toMillis() < 1) {
      throw new IllegalArgumentException("BODY_TIME_LIMIT has to be at least 1ms");
    }
  }
}

package com.dayzero.customers.server.load;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much the server takes on at once.
 *
 * @param requestsAtOnce how many requests are worked on at once, those whose bodies are still
 *     coming not counted; one more is answered 503
 * @param bodyTimeLimit how long a client may take to send a body, such as {@code 30s}; then it is
 *     answered 408
 */
@ConfigurationProperties("customers.load")
record LoadSettings(int requestsAtOnce, Duration bodyTimeLimit) {
  LoadSettings {
    if (requestsAtOnce < 1) {
      throw new IllegalArgumentException("REQUESTS_AT_ONCE has to be at least 1");
    }
    if (bodyTimeLimit.toMillis() < 1) {
      throw new IllegalArgumentException("BODY_TIME_LIMIT has to be at least 1ms");
    }
  }
}

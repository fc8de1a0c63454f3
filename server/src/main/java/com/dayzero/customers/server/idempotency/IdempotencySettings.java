package com.dayzero.customers.server.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of {@code Idempotency-Key}.
 *
 * @param keep how long the answer to a key is remembered, such as {@code 24h}
 */
@ConfigurationProperties("customers.idempotency")
record IdempotencySettings(Duration keep) {}

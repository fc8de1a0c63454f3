package com.dayzero.customers.server.database;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * What of the database one server may use, and for how long.
 *
 * @param size how many connections the server holds, 2 at least; all servers together stay below
 *     the database's {@code max_connections}
 * @param maxWait how long a request waits for one of them, such as {@code 750ms}
 * @param timeLimit how long a request may wait in all, to be worked on and for the database, such
 *     as {@code 1800ms}; then it is answered 503. Within 3 seconds, if this and the wait are at
 *     most 2.6 s together
 */
@ConfigurationProperties("customers.database.pool")
record PoolSettings(
    int size, @DurationUnit(FOREVER) Duration maxWait, @DurationUnit(FOREVER) Duration timeLimit) {
  /** One for those who wait for locks, one for the others. */
  private static final int SMALLEST = 2;

  /** The pool takes no shorter one. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

  PoolSettings {
    if (size < SMALLEST) {
      throw new IllegalArgumentException("DATABASE_POOL_SIZE has to be at least " + SMALLEST);
    }
    if (maxWait.compareTo(SHORTEST_WAIT) < 0) {
      throw new IllegalArgumentException("DATABASE_POOL_MAX_WAIT has to be at least 250ms");
    }
    if (timeLimit.toMillis() < 1) {
      throw new IllegalArgumentException("DATABASE_TIME_LIMIT has to be at least 1ms");
    }
  }
}

package com.dayzero.customers.server.idempotency;

import com.dayzero.customers.server.database.DatabaseOutage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Deletes keys that are expired. Requests treat them as absent anyway; this is for the sake of
 * space, and of the customers' data in the answers.
 */
@Component
class ExpiredKeys implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredKeys.class);

  /** Few enough that a statement is done in moments, on a slow disk too. */
  private static final int BATCH = 200;

  private final IdempotencyRepository keys;

  ExpiredKeys(IdempotencyRepository keys) {
    this.keys = keys;
  }

  /**
   * Deletes all of them, a batch at a time, each in a transaction of its own. After each it rests
   * for as long as that took: requests have the database half of the time, and more keys go than a
   * server can take.
   */
  @Override
  public void run() {
    try {
      boolean thereAreMore = true;
      while (thereAreMore) {
        long start = System.nanoTime();
        thereAreMore = keys.deleteExpired(BATCH) == BATCH;
        if (thereAreMore) {
          Thread.sleep(Duration.ofNanos(System.nanoTime() - start));
        }
      }
    } catch (InterruptedException e) {
      // The server stops.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Spring's, or jOOQ's own where there is no connection.
      if (!DatabaseOutage.isBehind(e)) {
        throw e;
      }
      LOG.warn("Expired keys are not deleted now, but tried again in a minute: {}", e.toString());
    }
  }
}

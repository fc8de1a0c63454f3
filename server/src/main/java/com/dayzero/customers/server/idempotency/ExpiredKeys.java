package com.dayzero.customers.server.idempotency;

import com.dayzero.customers.server.database.DatabaseOutage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes keys that are expired. Requests treat them as absent anyway; this is for the sake of
 * space, and of the customers' data in the answers.
 */
@Component
class ExpiredKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredKeys.class);

  /** Few enough that a statement is done in moments. */
  private static final int BATCH = 1000;

  private final IdempotencyRepository keys;

  ExpiredKeys(IdempotencyRepository keys) {
    this.keys = keys;
  }

  /** Deletes all of them, a batch at a time, each in a transaction of its own. */
  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void delete() {
    try {
      int deleted;
      do {
        deleted = keys.deleteExpired(BATCH);
      } while (deleted == BATCH);
    } catch (DataAccessException e) {
      if (!DatabaseOutage.isBehind(e)) {
        throw e;
      }
      LOG.warn("Expired keys are not deleted until the database is back: {}", e.toString());
    }
  }
}

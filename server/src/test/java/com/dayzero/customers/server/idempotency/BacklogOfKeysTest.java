package com.dayzero.customers.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.QueryTimeoutException;

/** Many keys that are expired, deleted beside the requests of the moment. */
@ExtendWith(OutputCaptureExtension.class)
class BacklogOfKeysTest {

  @Test
  void isDeletedInSmallBatchesWithAPauseAsLongAsEachTook() {
    Backlog backlog = new Backlog(3);

    new ExpiredKeys(backlog).run();

    assertThat(backlog.limits).hasSize(4).allMatch(limit -> limit <= 200);
    for (int i = 1; i < backlog.times.size(); i++) {
      assertThat(Duration.ofNanos(backlog.times.get(i) - backlog.times.get(i - 1)))
          .isGreaterThanOrEqualTo(Backlog.TIME.multipliedBy(2));
    }
  }

  @Test
  void endsWhenTheServerStops() {
    Backlog backlog = new Backlog(3);
    Thread.currentThread().interrupt();

    new ExpiredKeys(backlog).run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(backlog.limits).hasSize(1);
  }

  @Test
  void doesNotSayThatTheDatabaseIsAwayWhereABatchTookTooLong(CapturedOutput log) {
    new ExpiredKeys(
            new Backlog(0) {
              @Override
              int deleteExpired(int limit) {
                throw new QueryTimeoutException("canceling statement due to statement timeout");
              }
            })
        .run();

    assertThat(log.getAll()).contains("statement timeout").doesNotContain("database is back");
  }

  /** A statement without a transaction says so in jOOQ's own words. */
  @Test
  void saysInOneLineThatTheDatabaseIsAway(CapturedOutput log) {
    new ExpiredKeys(
            new Backlog(0) {
              @Override
              int deleteExpired(int limit) {
                throw new DataAccessException(
                    "There is no connection", new SQLTransientConnectionException("timed out"));
              }
            })
        .run();

    assertThat(log.getAll())
        .contains("WARN", "Expired keys are not deleted now")
        .doesNotContain("\tat ");
  }

  private static class Backlog extends IdempotencyRepository {
    private static final Duration TIME = Duration.ofMillis(50);

    private final List<Integer> limits = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final int full;

    Backlog(int full) {
      super(DSL.using(SQLDialect.POSTGRES), new IdempotencySettings(Duration.ofHours(24)));
      this.full = full;
    }

    @Override
    int deleteExpired(int limit) {
      limits.add(limit);
      long start = System.nanoTime();
      times.add(start);
      // Not interrupted, as a statement is not.
      while (System.nanoTime() - start < TIME.toNanos()) {
        Thread.onSpinWait();
      }
      return limits.size() <= full ? limit : 0;
    }
  }
}

package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseOutageTest {

  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "40001, true",
    "53300, true",
    "57P01, true",
    "25006, true",
    "55P03, true",
    "25P03, true",
    "25P04, true",
    "23503, true",
    "23505, false",
    "42P01, false",
    "54000, false",
    "54011, false",
    "25P02, false",
    ", false"
  })
  void tellsOutagesFromDefectsByTheirState(String state, boolean outage) {
    Throwable failure =
        new DataAccessResourceFailureException("", new SQLException("failed", state));
    assertThat(DatabaseOutage.isBehind(failure)).isEqualTo(outage);
  }

  @ParameterizedTest
  @CsvSource({
    "40001, true",
    "40P01, true",
    "55P03, true",
    "23503, true",
    "40003, false", // Nobody knows how the commit ended.
    "57P01, false",
    ", false"
  })
  void tellsConflictsWithOthersByTheirState(String state, boolean conflict) {
    Throwable failure =
        new DataAccessResourceFailureException("", new SQLException("failed", state));
    assertThat(DatabaseOutage.isConflict(failure)).isEqualTo(conflict);
  }

  @Test
  void looksAtWhatAFailedRollbackHides() {
    assertThat(DatabaseOutage.isBehind(failedRollback(new SQLException("EOF", "08006")))).isTrue();
    assertThat(DatabaseOutage.isBehind(failedRollback(new SQLException("23505", "23505"))))
        .isFalse();
  }

  @Test
  void aFailedCommitIsLostWhereTheRollbackAfterItFails() {
    assertThat(DatabaseOutage.isBehind(failedRollback(null))).isTrue();
  }

  private static Throwable failedRollback(@Nullable SQLException first) {
    TransactionSystemException rollback =
        new TransactionSystemException("rollback", new SQLException("Connection is closed"));
    if (first != null) {
      rollback.initApplicationException(new RuntimeException(first));
    }
    return rollback;
  }
}

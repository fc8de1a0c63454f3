package com.dayzero.customers.server.database;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Migrates when the server starts, beside servers that work. A migration that does not get a lock
 * in a moment gives up, because whoever comes after it waits behind it; then it is tried again,
 * until the transactions that hold the lock have ended.
 */
final class PatientMigration {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Duration patience;

  /**
   * A migration of that patience.
   *
   * @param patience how long it goes on trying
   */
  PatientMigration(Duration patience) {
    this.patience = patience;
  }

  /**
   * Migrates to the newest version.
   *
   * @throws StartupFailure if the locks were not free within the time that is set
   */
  void migrate(Flyway flyway) {
    RetryTemplate retry =
        new RetryTemplate(
            RetryPolicy.builder()
                .predicate(PatientMigration::lacksALock)
                .maxRetries(patience.isZero() ? 0 : Long.MAX_VALUE)
                .delay(PAUSE)
                .timeout(patience)
                .build());
    try {
      retry.invoke(flyway::migrate);
    } catch (FlywayException e) {
      throw lacksALock(e) ? failure(e) : e;
    }
  }

  private StartupFailure failure(FlywayException e) {
    return new StartupFailure(
        "The database was not migrated within %d s, because other transactions hold its tables: end them"
                .formatted(patience.toSeconds())
            + " (pg_stat_activity lists them) and start again, or set MIGRATION_PATIENCE to a"
            + " longer time.",
        e);
  }

  private static boolean lacksALock(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DatabaseOutage.NO_LOCK.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}

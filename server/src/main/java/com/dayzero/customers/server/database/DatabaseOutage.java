package com.dayzero.customers.server.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells failures that pass by themselves, because the database is away or overloaded, from defects.
 */
public final class DatabaseOutage {
  /** SQLSTATE lock_not_available. */
  static final String NO_LOCK = "55P03";

  /**
   * Classes of SQLSTATE: connection, rollback for concurrency, resources, operator intervention,
   * system.
   *
   * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's
   *     error codes</a>
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  /**
   * A read-only transaction, as on a standby, a lock that was not got in time, a transaction that
   * was idle or open for too long, as when the server itself stood still, and a row that was there
   * when the statement began to refer to it and was deleted meanwhile; the rest of their classes
   * are defects.
   */
  private static final Set<String> PASSING_TOO =
      Set.of(ReadOnlyServer.SQLSTATE, NO_LOCK, "25P03", "25P04", "23503");

  /**
   * A lock that was not got in time, a serialization failure, a deadlock, a row deleted meanwhile.
   */
  private static final Set<String> CONFLICTS = Set.of(NO_LOCK, "40001", "40P01", "23503");

  private DatabaseOutage() {}

  /** Whether another transaction was in the way, for which this one was certainly rolled back. */
  static boolean isConflict(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && CONFLICTS.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Whether an outage of the database is what this failure comes from. */
  public static boolean isBehind(Throwable failure) {
    if (failure instanceof TransactionSystemException rollback) {
      // Nothing can be rolled back on a connection that is gone, and that hides why it is gone.
      Throwable first = rollback.getApplicationException();
      return first == null || isBehind(first);
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof TransientDataAccessException
          || (cause instanceof SQLException sql && isPassing(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (PASSING_TOO.contains(state) || PASSING.contains(state.substring(0, 2)));
  }
}

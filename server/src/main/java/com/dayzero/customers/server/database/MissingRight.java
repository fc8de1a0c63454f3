package com.dayzero.customers.server.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures whose reason is what the database lets its users do.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error
 *     codes</a>
 */
public final class MissingRight {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String INVALID_AUTHORIZATION = "28";

  private MissingRight() {}

  /** Whether this failure comes from a statement that the user may not execute. */
  public static boolean isBehind(Throwable failure) {
    return isBehind(failure, INSUFFICIENT_PRIVILEGE);
  }

  /** Whether this failure comes from a user, or a password, that the database does not let in. */
  static boolean isLoginBehind(Throwable failure) {
    return isBehind(failure, INVALID_AUTHORIZATION);
  }

  private static boolean isBehind(Throwable failure, String sqlState) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(sqlState)) {
        return true;
      }
    }
    return false;
  }
}

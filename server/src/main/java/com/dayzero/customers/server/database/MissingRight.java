package com.dayzero.customers.server.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells failures whose reason is that the database's user may not do something. */
public final class MissingRight {
  /** Insufficient privilege, in PostgreSQL's table of error codes. */
  private static final String SQLSTATE = "42501";

  private MissingRight() {}

  /** Whether a missing right is what this failure comes from. */
  public static boolean isBehind(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && SQLSTATE.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}

package com.dayzero.customers.server.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the pool give up a connection to a server that may only be read, as the primary of yesterday
 * is: the next one leads to the primary of today.
 */
public final class ReadOnlyServer implements SQLExceptionOverride {
  /** Read-only SQL transaction. */
  static final String SQLSTATE = "25006";

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return SQLSTATE.equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}

package com.dayzero.customers.server.database;

import static org.jooq.impl.DSL.table;

import org.jooq.Table;

/**
 * How long a transaction waits for a lock that another holds on a row. For one on a whole table its
 * first statement waits as ever.
 */
public enum LockPatience {
  /** Longer than others hold one in passing; then the statement fails. */
  A_MOMENT("'100ms'"),

  /** As the database has it, and no longer than the request's time. */
  AS_EVER("current_setting('lock_timeout')");

  private final String timeout;

  LockPatience(String timeout) {
    this.timeout = timeout;
  }

  /**
   * For a statement's {@code from}: it and all that follow in its transaction wait no longer. So it
   * needs no statement, and no way to the database, of its own.
   */
  public Table<?> set() {
    return table("set_config('lock_timeout', " + timeout + ", true)").as("patience");
  }
}

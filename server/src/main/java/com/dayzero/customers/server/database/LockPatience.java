package com.dayzero.customers.server.database;

import static org.jooq.impl.DSL.table;

import org.jooq.Table;

/**
 * How long a transaction waits for a lock that another holds on a row. For one on a whole table its
 * first statement waits as ever.
 */
public final class LockPatience {
  /** Longer than others hold one in passing; then the statement fails. */
  public static final LockPatience A_MOMENT = new LockPatience("'100ms'");

  /** As the pool's connections have it, and no longer than the request's time. */
  public static final LockPatience AS_EVER = new LockPatience("current_setting('lock_timeout')");

  private final Table<?> set;

  private LockPatience(String timeout) {
    this.set = table("set_config('lock_timeout', " + timeout + ", true)").as("patience");
  }

  /**
   * For a statement's {@code from}: it and all that follow in its transaction wait no longer. So it
   * needs no statement, and no way to the database, of its own.
   */
  public Table<?> set() {
    return set;
  }
}

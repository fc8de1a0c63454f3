package com.dayzero.customers.server.database;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectJoinStep;
import org.jooq.Table;

/**
 * An insert of rows that it brings along. It is the same for any rows, so it is written once for
 * each patience: jOOQ took a twentieth of the time of a create to write it anew.
 */
public final class SentInsert {
  private final DSLContext database;
  private final SentRows rows;
  private final Function<SelectJoinStep<Record>, ResultQuery<?>> insert;
  private final Map<LockPatience, String> written = new ConcurrentHashMap<>();

  /**
   * An insert of rows like these.
   *
   * @param insert given a query of all of them, in the order of their columns: what inserts those
   *     that it lets through, without parameters of its own
   */
  public SentInsert(
      DSLContext database, SentRows rows, Function<SelectJoinStep<Record>, ResultQuery<?>> insert) {
    this.database = database;
    this.rows = rows;
    this.insert = insert;
  }

  /** The insert of these rows, to be executed in the caller's transaction. */
  public ResultQuery<Record> of(List<? extends Record> values, LockPatience patience) {
    return database.resultQuery(
        written.computeIfAbsent(patience, this::write), rows.parameters(values));
  }

  private String write(LockPatience patience) {
    Table<?> sent = rows.of(List.of());
    return insert.apply(database.select(sent.asterisk()).from(sent, patience.set())).getSQL();
  }
}

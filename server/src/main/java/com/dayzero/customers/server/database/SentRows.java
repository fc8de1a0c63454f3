package com.dayzero.customers.server.database;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.util.postgres.PostgresUtils;

/**
 * A table of rows that a statement brings along, as one array for each column. So the statement is
 * the same however many rows there are, and prepared once.
 */
public final class SentRows {
  private static final Name NAME = name("sent");

  private final List<Field<?>> columns;
  private final List<Column<?>> arrays;
  private final Name[] names;
  private final String unnest;

  private record Column<T>(Field<T> of, DataType<T[]> arrays) {
    static <T> Column<T> of(Field<T> field) {
      return new Column<>(field, field.getDataType().array());
    }

    Field<T[]> array(List<? extends Record> rows) {
      return val(values(rows), arrays);
    }

    @SuppressWarnings("unchecked")
    T[] values(List<? extends Record> rows) {
      T[] values = (T[]) Array.newInstance(of.getType(), rows.size());
      for (int row = 0; row < values.length; row++) {
        values[row] = rows.get(row).get(of);
      }
      return values;
    }
  }

  /** Rows with these columns. */
  public SentRows(List<Field<?>> columns) {
    this.columns = List.copyOf(columns);
    this.arrays = columns.stream().<Column<?>>map(Column::of).toList();
    this.names = columns.stream().map(Field::getUnqualifiedName).toArray(Name[]::new);
    this.unnest =
        IntStream.range(0, names.length)
            .mapToObj("{%d}"::formatted)
            .collect(Collectors.joining(", ", "unnest(", ")"));
  }

  /** The table of these rows, for a statement's {@code from}. */
  public Table<?> of(List<? extends Record> rows) {
    QueryPart[] values =
        arrays.stream().map(column -> column.array(rows)).toArray(QueryPart[]::new);
    return table(unnest, values).as(NAME, names);
  }

  /**
   * The rows as the parameters of a statement that {@link #of} is part of, in its order, for where
   * the statement is there already.
   */
  Object[] parameters(List<? extends Record> rows) {
    Object[] texts = new Object[arrays.size()];
    for (int column = 0; column < texts.length; column++) {
      texts[column] = PostgresUtils.toPGArrayString(arrays.get(column).values(rows));
    }
    return texts;
  }

  /** The columns themselves. */
  public List<Field<?>> columns() {
    return columns;
  }

  /** A column, as a field of the table. */
  public static <T> Field<T> sent(Field<T> column) {
    return field(NAME.append(column.getUnqualifiedName()), column.getDataType());
  }
}

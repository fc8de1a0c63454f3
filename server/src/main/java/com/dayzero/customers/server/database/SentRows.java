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

/**
 * A table of rows that a statement brings along, as one array for each column. So the statement is
 * the same however many rows there are, and prepared once.
 */
public final class SentRows {
  private static final Name NAME = name("sent");

  private final List<Field<?>> columns;
  private final List<Column<?>> arrays;
  private final List<Field<?>> fields;
  private final Name[] names;
  private final String unnest;

  private record Column<T>(Field<T> of, Field<T> field, DataType<T[]> arrays) {
    static <T> Column<T> of(Field<T> field) {
      return new Column<>(field, sent(field), field.getDataType().array());
    }

    Field<T[]> array(List<? extends Record> rows) {
      @SuppressWarnings("unchecked")
      T[] values =
          rows.stream()
              .map(row -> row.get(of))
              .toArray(size -> (T[]) Array.newInstance(of.getType(), size));
      return val(values, arrays);
    }
  }

  /** Rows with these columns. */
  public SentRows(List<Field<?>> columns) {
    this.columns = List.copyOf(columns);
    this.arrays = columns.stream().<Column<?>>map(Column::of).toList();
    this.fields = arrays.stream().<Field<?>>map(Column::field).toList();
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

  /** The columns themselves. */
  public List<Field<?>> columns() {
    return columns;
  }

  /** The columns, as fields of the table. */
  public List<Field<?>> fields() {
    return fields;
  }

  /** A column, as a field of the table. */
  public static <T> Field<T> sent(Field<T> column) {
    return field(NAME.append(column.getUnqualifiedName()), column.getDataType());
  }
}

package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a new version starts, servers of the version before go on with its tables. So a migration
 * may add what they do not know, and nothing else; and it may not keep them waiting.
 */
class MigrationsOnlyAddTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** What was written before there was a server to keep running. */
  private static final List<String> FIRST = List.of("V1__", "V2__");

  private static final Pattern NEW_TABLE = Pattern.compile("create table (\\w+) .*");
  private static final Pattern ON_A_TABLE =
      Pattern.compile("create (?:(?:unique )?index|trigger) .* on (\\w+) (?:\\(|for each) ?.*");
  private static final Pattern NEW_COLUMNS =
      Pattern.compile("alter table \\w+ (?:add column \\w+ \\w+(?: array)?(?:, )?)+");
  private static final Pattern HARMLESS =
      Pattern.compile("create function .*|grant .*|comment on .*|set local .*");
  private static final Pattern SHORT_WAIT =
      Pattern.compile("set local lock_timeout = '\\d{1,3}ms'");

  static Stream<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          // What is done after each is not one of them.
          .filter(file -> file.getFileName().toString().startsWith("V"))
          .filter(file -> FIRST.stream().noneMatch(file.getFileName().toString()::startsWith))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("migrations")
  void everyMigrationOnlyAdds(Path migration) throws IOException {
    assertThat(refused(Files.readString(migration))).isEmpty();
  }

  @Test
  void readsTheMigrations() throws IOException {
    assertThat(migrations()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table customers;",
        "alter table customers drop column notes;",
        "set local lock_timeout = '500ms'; alter table customers add column a int not null;",
        "set local lock_timeout = '500ms'; alter table customers add column a int default 1;",
        "set local lock_timeout = '500ms'; alter table customers add column a int, drop column b;",
        "set local lock_timeout = '500ms'; alter table customers add column a int check (a > 0);",
        "set local lock_timeout = '500ms'; alter table customers rename column notes to note;",
        "set local lock_timeout = '500ms'; alter table customers alter column notes set not null;",
        "alter table customers add column a int;",
        "set local lock_timeout = '5s'; alter table customers add column a int;",
        "create index customers_by_name on customers (name);",
        "create table a (b int); create index customers_by_name on customers (name);",
        "create trigger t before insert on customers for each row execute function f();",
        "update customers set notes = null;",
        "delete from customers;",
        "truncate customers;",
        "revoke all on customers from public;",
        "create table a (b int); /* harmless? */ drop table c;",
      })
  void tellsWhatDoesMore(String migration) {
    assertThat(refused(migration)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table a (b int not null default 1); create unique index a_by_b on a (b);",
        "create table a (b int); create trigger t before insert on a for each row execute function"
            + " f();",
        "create function f() returns trigger language plpgsql as $$ begin drop table x; end $$;",
        "grant select on customers to somebody; -- drop table",
        "set local lock_timeout = '500ms'; alter table a add column b uuid, add column c text"
            + " array;",
      })
  void takesWhatOnlyAdds(String migration) {
    assertThat(refused(migration)).isEmpty();
  }

  /** The statements that do more than add, or keep others waiting. */
  private static List<String> refused(String migration) {
    Set<String> tables = new HashSet<>();
    List<String> refused = new ArrayList<>();
    boolean waitsShortly = false;
    for (String statement : statements(migration)) {
      Matcher table = NEW_TABLE.matcher(statement);
      Matcher onATable = ON_A_TABLE.matcher(statement);
      waitsShortly |= SHORT_WAIT.matcher(statement).matches();
      boolean fine =
          HARMLESS.matcher(statement).matches()
              || (table.matches() && tables.add(table.group(1)))
              || (onATable.matches() && tables.contains(onATable.group(1)))
              || (waitsShortly && NEW_COLUMNS.matcher(statement).matches());
      if (!fine) {
        refused.add(statement);
      }
    }
    return refused;
  }

  /** In lower case, on one line, without comments and the bodies of functions. */
  private static List<String> statements(String migration) {
    String bare =
        migration
            .replaceAll("--.*", "")
            .replaceAll("(?s)\\$\\$.*?\\$\\$", "")
            .replaceAll("\\s+", " ")
            .toLowerCase(Locale.ROOT);
    return Stream.of(bare.split(";")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }
}

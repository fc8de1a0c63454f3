package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir Path folder = Path.of("");

  @Test
  void isDurableAndKeepsItsDataAcrossRestarts() throws SQLException {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(folder)) {
      assertThat(ask(first, "show fsync")).isEqualTo("on");
      assertThat(ask(first, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(first, "show full_page_writes")).isEqualTo("on");
      ask(first, "create table kept as select 'still here' as it; select it from kept");
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("Another server uses the data folder " + folder);
    }
    try (EmbeddedDatabase second = EmbeddedDatabase.start(folder)) {
      assertThat(ask(second, "select it from kept")).isEqualTo("still here");
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.database().getJdbcUrl(), database.database().getUsername(), null);
        var statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}

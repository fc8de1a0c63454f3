package com.dayzero.customers.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A PostgreSQL whose administrator ran {@code docs/database-roles.sql}; nothing is migrated. */
final class DatabaseOfRoles implements AutoCloseable {
  static final String OWNER = "customers_owner";
  static final String SERVER = "customers_server";
  static final String ADMIN = "customers_admin";

  private static final Path ROLES = Path.of("../docs/database-roles.sql");

  private final EmbeddedPostgres postgres;

  private DatabaseOfRoles(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static DatabaseOfRoles start(Path folder) throws IOException, SQLException {
    DatabaseOfRoles database =
        new DatabaseOfRoles(
            EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start());
    database
        .as("postgres")
        .connection(connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(Files.readString(ROLES));
          }
        });
    return database;
  }

  /** Statements as this role. */
  DSLContext as(String role) throws SQLException {
    return DSL.using(postgres.getDatabase(role, "postgres").getConnection(), SQLDialect.POSTGRES);
  }

  String url() {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
  }

  /** The settings of a server or a command that connects as this role. */
  String[] settings(String role) {
    return new String[] {"--customers.database.url=" + url(), "--customers.database.user=" + role};
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

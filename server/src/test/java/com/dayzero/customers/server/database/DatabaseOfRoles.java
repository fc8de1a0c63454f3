package com.dayzero.customers.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A PostgreSQL whose administrator ran {@code docs/database-roles.sql}; nothing is migrated. */
final class DatabaseOfRoles implements AutoCloseable {
  static final String OWNER = "customers_owner";
  static final String SERVER = "customers_server";
  static final String ADMIN = "customers_admin";

  private static final Path ROLES = Path.of("../docs/database-roles.sql");

  private static final String RIGHTS =
      """
      with granted as (
        select relname, '' as columns, acl.*
        from pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) acl
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        union all
        select relname, '(' || attname || ')', acl.*
        from pg_attribute join pg_class on pg_class.oid = attrelid, aclexplode(attacl) acl
        where relnamespace = 'public'::regnamespace
      )
      select relname || ': ' || string_agg(lower(privilege_type) || columns, ', ' order by privilege_type, columns)
      from granted
      where grantee in (0, (select oid from pg_roles where rolname = ?))
      group by relname order by relname
      """;

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

  /** The settings of a server or a command that connects as this role, and more of them. */
  String[] settings(String role, String... more) {
    return Stream.concat(
            Stream.of(more),
            Stream.of("--customers.database.url=" + url(), "--customers.database.user=" + role))
        .toArray(String[]::new);
  }

  /** Every right on tables and columns that this role has, or everybody, a table a line. */
  String rightsOf(String role) throws SQLException {
    return String.join("\n", as("postgres").fetch(RIGHTS, role).getValues(0, String.class)) + "\n";
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

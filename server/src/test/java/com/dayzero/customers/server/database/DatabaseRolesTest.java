package com.dayzero.customers.server.database;

import static com.dayzero.customers.server.database.DatabaseOfRoles.ADMIN;
import static com.dayzero.customers.server.database.DatabaseOfRoles.OWNER;
import static com.dayzero.customers.server.database.DatabaseOfRoles.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles may do, every right of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseRolesTest {
  private static final Map<String, String> EXPECTED =
      Map.of(
          SERVER,
          """
          api_tokens: select, update(last_used_at)
          customers: insert, select
          flyway_schema_history: select
          idempotency_keys: delete, insert, select, update
          memberships: select
          payment_terms: select
          """,
          ADMIN,
          """
          api_tokens: insert, select(created_at), select(expires_at), select(id), select(last_used_at), \
          select(name), select(revoked_at), select(scopes), select(user_id), update(revoked_at)
          audit_log: insert(action), insert(actor), insert(business_id), insert(details), insert(id), \
          insert(subject_id), insert(user_id), select
          businesses: insert, select
          flyway_schema_history: select
          memberships: delete, insert, select, update(role)
          payment_terms: insert, select
          users: insert, select, update(created_at)
          """);

  private DatabaseOfRoles database;
  private DSLContext superuser;

  @BeforeAll
  void migrate(@TempDir Path folder) throws SQLException, IOException {
    database = DatabaseOfRoles.start(folder);
    superuser = database.as("postgres");
    flyway().migrate();
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER, ADMIN})
  void aRoleHasTheRightsThatItsStatementsNeedAndNoOthers(String role) throws SQLException {
    assertThat(database.rightsOf(role)).isEqualTo(EXPECTED.get(role));
  }

  @ParameterizedTest
  @ValueSource(strings = {OWNER, SERVER, ADMIN})
  void aRoleIsNothingSpecial(String role) {
    assertThat(
            superuser.fetchValue(
                """
                select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls
                from pg_roles where rolname = ?
                """,
                role))
        .isEqualTo(false);
    assertThat(
            superuser.fetchValue(
                "select count(*) from pg_auth_members where member = ?::regrole", role))
        .isEqualTo(0L);
    assertThat(
            superuser.fetchValue(
                "select has_database_privilege(?, current_database(), 'create, temporary')", role))
        .isEqualTo(false);
    assertThat(superuser.fetchValue("select has_schema_privilege(?, 'public', 'create')", role))
        .isEqualTo(role.equals(OWNER));
    assertThat(
            superuser.fetchValue(
                "select count(*) > 0 from pg_class where relowner = ?::regrole", role))
        .isEqualTo(role.equals(OWNER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customers_server | insert into businesses (id, name) values (gen_random_uuid(), 'x')",
        "customers_server | update memberships set role = 'owner'",
        "customers_server | update api_tokens set revoked_at = null",
        "customers_server | delete from customers",
        "customers_server | select from audit_log",
        "customers_server | delete from audit_log",
        "customers_server | select from users",
        "customers_server | create table mine (it int)",
        "customers_server | create temporary table mine (it int)",
        "customers_server | alter table customers add mine int",
        "customers_server | truncate idempotency_keys",
        "customers_admin  | select from customers",
        "customers_admin  | select from idempotency_keys",
        "customers_admin  | select sha256 from api_tokens",
        "customers_admin  | update audit_log set actor = 'x'",
        "customers_admin  | delete from audit_log",
        "customers_admin  | insert into audit_log (database_user) values ('x')",
        "customers_admin  | create table mine (it int)"
      })
  void aRoleCannotGetPastThem(String role, String sql) throws SQLException {
    DSLContext limited = database.as(role);
    assertThatThrownBy(() -> limited.execute(sql))
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(MissingRight.isBehind(e)).isTrue());
  }

  @Test
  void manyMayGrantAtOnce() throws Exception {
    Callable<MigrateResult> start = () -> flyway().migrate();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<MigrateResult>> starts =
          threads.invokeAll(Stream.generate(() -> start).limit(24).toList());
      for (Future<MigrateResult> one : starts) {
        assertThat(one.get().success).isTrue();
      }
    }
    aRoleHasTheRightsThatItsStatementsNeedAndNoOthers(SERVER);
  }

  @Test
  void aServerThatStartsLeavesTheRightsOfANewerOne() {
    superuser.execute("grant delete on payment_terms to " + SERVER);
    try {
      flyway().migrate();
      assertThat(
              superuser.fetchValue(
                  "select has_table_privilege('" + SERVER + "', 'payment_terms', 'delete')"))
          .isEqualTo(true);
    } finally {
      superuser.execute("revoke delete on payment_terms from " + SERVER);
    }
  }

  private Flyway flyway() {
    return Flyway.configure()
        .dataSource(database.url(), OWNER, null)
        .placeholders(Map.of("server_role", SERVER, "admin_role", ADMIN))
        .load();
  }
}

package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.dayzero.customers.server.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new version of the server starts beside one of the version before V4, which goes on working.
 */
class PatientMigrationTest {
  /** What a server of the version before sends. */
  private static final String INSERT =
      """
      insert into customers (business_id, id, name, email, address, phone, tax_id, website, notes,
        credit_limit_cents, default_payment_term_id, status, category, invoice_footer)
      select '00000000-0000-0000-0000-000000000001', gen_random_uuid(), 'Acme Corp',
        'billing@acme.com', null, null, null, null, null, null, null, 'active', null, null
      returning business_id, id, created_at, updated_at, name, email, address, phone, tax_id,
        website, notes, credit_limit_cents, default_payment_term_id, status, category, is_deleted,
        deleted_at, stripe_customer_id, invoice_footer
      """;

  /** The migration waits half a second for its lock; the rest is for slow machines. */
  private static final String LONGEST_WAIT = "2s";

  private static final String UNKNOWN_CREATOR =
      "coalesce(created_by_user_id, created_by_token_id) is null"
          + " and coalesce(created_by_request_id, created_for_email) is null";

  @TempDir Path folder = Path.of("");

  @Test
  void lettingOthersPassItWaitsForTheTransactionsOnItsTable() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      DSLContext busy = before(postgres);
      DSLContext others = connect(postgres);
      others.execute("set lock_timeout = '" + LONGEST_WAIT + "'");
      busy.execute("begin");
      busy.execute(INSERT);

      try (ServerProcess server = start(postgres)) {
        CompletableFuture<URI> address = CompletableFuture.supplyAsync(() -> addressOf(server));
        Set<Object> attempts = new HashSet<>();
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> {
              Object waiting = waitingMigration(others);
              if (waiting != null && attempts.add(waiting)) {
                assertThat(others.fetch(INSERT)).hasSize(1);
              }
              return attempts.size() == 3;
            });
        assertThat(address).isNotDone();
        busy.execute("commit");

        address.get(2, TimeUnit.MINUTES);
      }
      assertThat(others.fetch(INSERT)).as("the version before goes on").hasSize(1);
      assertThat(others.fetchCount(DSL.table("customers"), DSL.condition(UNKNOWN_CREATOR)))
          .as("what was in the way, one for each attempt, and the last one")
          .isEqualTo(5);
    }
  }

  @Test
  void aServerThatIsToldToStopMeanwhileEndsInTime() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      DSLContext busy = before(postgres);
      DSLContext others = connect(postgres);
      busy.execute("begin");
      busy.execute(INSERT);
      try (ServerProcess server = start(postgres)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> waitingMigration(others) != null);
        server.stop();
        assertThat(server.process().waitFor(Duration.ofSeconds(11))).isTrue();
      }
    }
  }

  @Test
  void givesUpAfterTheTimeThatIsSet() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      DSLContext busy = before(postgres);
      busy.execute("begin");
      busy.execute(INSERT);

      PatientMigration migration = new PatientMigration(Duration.ofSeconds(2));
      Flyway flyway = migrations(postgres).load();
      assertThatThrownBy(() -> migration.migrate(flyway))
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("within 2 s")
          .hasMessageContaining("MIGRATION_PATIENCE");

      busy.execute("rollback");
      migration.migrate(flyway);
      assertThat(flyway.info().pending()).isEmpty();
    }
  }

  @Test
  void triesOnceWhereItMayNotWait() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      DSLContext busy = before(postgres);
      busy.execute("begin");
      busy.execute(INSERT);

      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () ->
              assertThatThrownBy(() ->
                      new PatientMigration(Duration.ZERO).migrate(migrations(postgres).load()))
                  .isInstanceOf(StartupFailure.class));
    }
  }

  @Test
  void doesNotTryAgainWhatCannotSucceed() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      before(postgres).execute("alter table customers add column created_by_user_id uuid");
      PatientMigration migration = new PatientMigration(Duration.ofMinutes(10));
      Flyway flyway = migrations(postgres).load();

      assertThatThrownBy(() -> migration.migrate(flyway))
          .hasMessageContaining("created_by_user_id");
    }
  }

  /** A database as the version before V4 left it, with a business. */
  private static DSLContext before(EmbeddedPostgres postgres) throws SQLException {
    migrations(postgres).target("3?").load().migrate();
    DSLContext database = connect(postgres);
    database.execute(
        "insert into businesses values ('00000000-0000-0000-0000-000000000001', 'A business')");
    return database;
  }

  private static DSLContext connect(EmbeddedPostgres postgres) throws SQLException {
    return DSL.using(postgres.getPostgresDatabase().getConnection());
  }

  private static FluentConfiguration migrations(EmbeddedPostgres postgres) {
    return Flyway.configure()
        .placeholders(Map.of("server_role", "customers_server", "admin_role", "customers_admin"))
        .dataSource(postgres.getPostgresDatabase());
  }

  private ServerProcess start(EmbeddedPostgres postgres) throws IOException {
    return ServerProcess.start(
        folder,
        "--customers.database.url=postgresql://postgres@localhost:%d/postgres"
            .formatted(postgres.getPort()));
  }

  private static URI addressOf(ServerProcess server) {
    try {
      return server.address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the migration that waits for a lock began to; null while none does. */
  private static @Nullable Object waitingMigration(DSLContext database) {
    return database.fetchValue(
        """
        select query_start from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%alter table customers%'
        """);
  }
}

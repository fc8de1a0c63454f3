package com.dayzero.customers.server.database;

import static com.dayzero.customers.server.database.DatabaseOfRoles.ADMIN;
import static com.dayzero.customers.server.database.DatabaseOfRoles.OWNER;
import static com.dayzero.customers.server.database.DatabaseOfRoles.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.admin.Shell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The server and the admin command with no more rights than they need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerOnRolesTest {
  private static final String MIGRATING = "--customers.migration.user=" + OWNER;

  private DatabaseOfRoles database;
  private DSLContext superuser;
  private String business;
  private String token;

  @TempDir Path folder = Path.of("");

  @BeforeAll
  void aCallerMadeByTheAdminRole(@TempDir Path data) throws IOException, SQLException {
    database = DatabaseOfRoles.start(data);
    superuser = database.as("postgres");
    Shell shell = new Shell(database.settings(ADMIN, MIGRATING));
    business = shell.json("business", "create", "--name", "Acme Corp").get("id").asString();
    shell.json("user", "create", "--email", "ann@acme.com");
    shell.json(
        "member", "add", "--business", business, "--user", "ann@acme.com", "--role", "owner");
    token =
        shell
            .json(
                "token",
                "create",
                "--user",
                "ann@acme.com",
                "--name",
                "ci",
                "--scope",
                "customers:write")
            .get("token")
            .asString();
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  @Test
  void aServerProcessCreatesACustomerAndReplaysAKey() throws Exception {
    try (ServerProcess migrating = start(MIGRATING);
        ServerProcess afterwards = start()) {
      for (ServerProcess server : new ServerProcess[] {migrating, afterwards}) {
        URI address = server.address();
        HttpResponse<String> first = create(address);
        HttpResponse<String> again = create(address);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(superuser.fetchValue("select last_used_at from api_tokens where name = 'ci'"))
            .isNotNull();
      }
    }
    assertThat(
            superuser.fetchValue(
                "select count(distinct usename) from pg_stat_activity where usename = ?", OWNER))
        .as("the owner has no connection left")
        .isEqualTo(0L);
  }

  @Test
  void aServerDeletesExpiredKeys() throws Exception {
    try (var server =
        SpringApplication.run(
            ServerApplication.class,
            database.settings(SERVER, "--server.port=0", "--customers.data-folder=" + folder))) {
      URI address =
          URI.create(
              "http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
      assertThat(create(address).statusCode()).isEqualTo(201);
      superuser.execute("update idempotency_keys set created_at = now() - interval '2 days'");
      server
          .getBeansOfType(ScheduledTaskHolder.class)
          .values()
          .forEach(holder ->
              holder.getScheduledTasks().forEach(task -> task.getTask().getRunnable().run()));
    }
    assertThat(superuser.fetchValue("select count(*) from idempotency_keys")).isEqualTo(0L);
  }

  @Test
  void theAdminRoleDoesAllThatTheCommandDoes() {
    Shell shell = new Shell(database.settings(ADMIN));
    String[] ann = {"--user", "ann@acme.com", "--business", business};
    shell.json(with(ann, "member", "change", "--role", "admin"));
    shell.json(with(ann, "member", "remove"));
    shell.json(with(ann, "member", "add", "--role", "owner"));
    shell.json(
        "payment-term", "create", "--business", business, "--name", "Net 30", "--due-days", "30");
    shell.json("payment-term", "list", "--business", business);
    String made =
        shell
            .json(
                "token",
                "create",
                "--user",
                "ann@acme.com",
                "--name",
                "x",
                "--scope",
                "customers:write")
            .get("id")
            .asString();
    shell.json("token", "revoke", made);
    assertThat(shell.json("audit", "list").get(0).get("database_user").asString()).isEqualTo(ADMIN);
    assertThat(shell.json("token", "list").size()).isGreaterThan(1);
    assertThat(shell.json("migrate").get("version").asInt()).isGreaterThanOrEqualTo(3);
  }

  private ServerProcess start(String... settings) throws IOException {
    return ServerProcess.start(folder, database.settings(SERVER, settings));
  }

  private HttpResponse<String> create(URI address) throws IOException, InterruptedException {
    return ServerProcess.create(
        address, token, business, "Idempotency-Key", "\"" + address.getPort() + "\"");
  }

  private static String[] with(String[] options, String... command) {
    return Stream.of(command, options).flatMap(Arrays::stream).toArray(String[]::new);
  }
}

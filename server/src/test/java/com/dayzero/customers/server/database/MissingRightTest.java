package com.dayzero.customers.server.database;

import static com.dayzero.customers.server.database.DatabaseOfRoles.ADMIN;
import static com.dayzero.customers.server.database.DatabaseOfRoles.OWNER;
import static com.dayzero.customers.server.database.DatabaseOfRoles.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.admin.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** What a start and a command say that have not the rights they need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingRightTest {
  private static final String MIGRATING = "--customers.migration.user=" + OWNER;

  private DatabaseOfRoles database;

  @TempDir Path folder = Path.of("");

  @BeforeAll
  void migrate(@TempDir Path data) throws IOException, SQLException {
    database = DatabaseOfRoles.start(data);
    new Shell(database.settings(ADMIN, MIGRATING)).json("migrate");
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  @Test
  void theServersRoleCannotAdminister() {
    Shell.Result refused =
        new Shell(database.settings(SERVER)).run("business", "create", "--name", "Acme Corp");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .contains("The database user may not do this")
        .contains("docs/administration.md");
  }

  @Test
  void aUserWithoutRightsIsToldWhomToStartAs() throws SQLException {
    database.as("postgres").execute("create role stranger login");
    database.as("postgres").execute("grant connect on database postgres to stranger");
    database.as("postgres").execute("grant usage on schema public to stranger");
    assertThatTheServerDoesNotStart(
        "may not do that: set DATABASE_MIGRATION_USER", database.settings("stranger"));
    assertThatTheServerDoesNotStart(
        "The database user stranger has no rights on the tables: start as customers_server",
        database.settings("stranger", MIGRATING));
  }

  @Test
  void aMigratingUserThatIsNotLetInIsNamed() {
    assertThatTheServerDoesNotStart(
        "The database does not let DATABASE_MIGRATION_USER in",
        database.settings(SERVER, "--customers.migration.user=nobody"));
  }

  @Test
  void theUserInTheUrlIsNotTakenForTheMigratingOne() {
    assertThatTheServerDoesNotStart(
        "take the parameter user out of the URL",
        "--customers.database.url=" + database.url() + "?user=" + SERVER,
        MIGRATING);
  }

  @Test
  void theServersRoleCannotMakeTheDemoData() {
    assertThatTheServerDoesNotStart(
        "The database user may not make the demo data: unset DEMO_DATA",
        database.settings(SERVER, "--customers.demo-data=true"));
  }

  @Test
  void aRoleIsNamedAsRolesAre() {
    assertThatTheServerDoesNotStart(
        "DATABASE_ADMIN_ROLE is not the name of a database role",
        database.settings(SERVER, "--customers.migration.admin-role=x'; drop table customers; --"));
  }

  private void assertThatTheServerDoesNotStart(String why, String... settings) {
    String[] all =
        Stream.concat(
                Stream.of("--server.port=0", "--customers.data-folder=" + folder),
                Stream.of(settings))
            .toArray(String[]::new);
    assertThatThrownBy(() -> SpringApplication.run(ServerApplication.class, all))
        .satisfies(
            failure -> assertThat(StartupFailure.behind(failure)).get().asString().contains(why));
  }
}

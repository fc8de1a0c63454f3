package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who migrates the database, and what is told where that fails for want of rights. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MigrationSettings.class)
class MigrationConfiguration {
  private static final String HAS_RIGHTS =
      "select coalesce(has_table_privilege(to_regclass('flyway_schema_history'), 'select'), false),"
          + " current_user";

  /** A connection of its own: what requests may not take long, a migration may. */
  @Bean
  FlywayConnectionDetails migratingUser(MigrationSettings settings, Database database) {
    boolean own = !settings.user().isEmpty();
    if (own && database.namesItsUser()) {
      throw new StartupFailure(
          "The user in DATABASE_URL would migrate, too, instead of DATABASE_MIGRATION_USER: take"
              + " the parameter user out of the URL and set DATABASE_USER and DATABASE_PASSWORD.",
          null);
    }
    return new FlywayConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return database.getJdbcUrl();
      }

      @Override
      public @Nullable String getUsername() {
        return own ? settings.user() : database.getUsername();
      }

      @Override
      public @Nullable String getPassword() {
        return own ? settings.password() : database.getPassword();
      }
    };
  }

  @Bean
  FlywayMigrationStrategy migration(MigrationSettings settings, Database database) {
    return flyway -> {
      migrate(new PatientMigration(settings.patience()), flyway);
      checkRights(database, settings);
    };
  }

  private static void migrate(PatientMigration patient, Flyway flyway) {
    try {
      patient.migrate(flyway);
    } catch (FlywayException e) {
      if (MissingRight.isLoginBehind(e)) {
        throw new StartupFailure(
            "The database does not let DATABASE_MIGRATION_USER in: check it and"
                + " DATABASE_MIGRATION_PASSWORD.",
            e);
      }
      if (!MissingRight.isBehind(e)) {
        throw e;
      }
      throw new StartupFailure(
          "The database has to be migrated, and its user may not do that: set"
              + " DATABASE_MIGRATION_USER and DATABASE_MIGRATION_PASSWORD to the owner of the"
              + " tables, or run the command \"admin migrate\" as the owner first.",
          e);
    }
  }

  /** Every role that gets any rights by a migration may look at the history of migrations. */
  private static void checkRights(Database database, MigrationSettings settings) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet may = statement.executeQuery(HAS_RIGHTS)) {
      may.next();
      if (!may.getBoolean(1)) {
        throw new StartupFailure(
            "The database user %s has no rights on the tables: start as %s (the command \"admin\" as %s), as a member of that role or as the owner; docs/administration.md says how."
                .formatted(may.getString(2), settings.serverRole(), settings.adminRole()),
            null);
      }
    } catch (SQLException e) {
      throw new StartupFailure(
          "The database cannot be asked for its user's rights: %s. Start again when it is well."
              .formatted(e.getMessage()),
          e);
    }
  }
}

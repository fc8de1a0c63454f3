package com.dayzero.customers.server.database;

import static java.time.temporal.ChronoUnit.FOREVER;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Who migrates the database when a server starts, and whom the migrations let do what.
 *
 * @param user the database user that migrates and does nothing else, the owner of the tables; empty
 *     for the user of everything
 * @param password the password of that user
 * @param serverRole the database role that gets the rights which the server needs, if it exists
 * @param adminRole the database role that gets the rights which the admin command needs, if it
 *     exists
 * @param patience how long a start goes on trying while other transactions hold the locks that a
 *     migration needs, such as {@code 1m}; after that the server does not start
 */
@ConfigurationProperties("customers.migration")
record MigrationSettings(
    String user,
    String password,
    String serverRole,
    String adminRole,
    @DurationUnit(FOREVER) Duration patience) {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

  MigrationSettings {
    check("DATABASE_SERVER_ROLE", serverRole);
    check("DATABASE_ADMIN_ROLE", adminRole);
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "MIGRATION_PATIENCE is negative: set it to a time such as 1m, or 0s");
    }
  }

  /** They become part of a migration's text. */
  private static void check(String setting, String role) {
    if (!ROLE.matcher(role).matches()) {
      throw new StartupFailure(
          setting
              + " is not the name of a database role: set it to at most 63 letters, digits, hyphens"
              + " and underscores.",
          null);
    }
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "MigrationSettings[" + user + ", " + serverRole + ", " + adminRole + "]";
  }
}

package com.dayzero.customers.server.admin;

import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;

/** The command that only migrates. */
@Command(
    name = "migrate",
    description = {
      "Migrates the database and gives the roles their rights, which the server does at its start,"
          + " too.",
      "For hosting where the server's own user may not migrate."
    },
    footer = {"", "Example:", "  DATABASE_USER=customers_owner admin migrate"})
final class MigrateCommand implements Runnable {
  private final AdminCommand admin;

  MigrateCommand(AdminCommand admin) {
    this.admin = admin;
  }

  /** The version of the database's tables. */
  record Migrated(String version) {}

  @Override
  public void run() {
    admin.answer(
        Flyway.class, flyway -> new Migrated(String.valueOf(flyway.info().current().getVersion())));
  }
}

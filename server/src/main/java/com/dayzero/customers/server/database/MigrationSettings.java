package com.dayzero.customers.server.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the migrations that a server makes when it starts.
 *
 * @param patience how long a start goes on trying while other transactions hold the locks that a
 *     migration needs, such as {@code 1m}; after that the server does not start
 */
@ConfigurationProperties("customers.migration")
record MigrationSettings(Duration patience) {

  MigrationSettings {
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "customers.migration.patience is negative: set it to a time such as 1m, or 0s");
    }
  }
}

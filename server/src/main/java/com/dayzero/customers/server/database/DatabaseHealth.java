package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, for people and alerts. No probe asks it: without their database all
 * servers would be taken out at once, and callers would be answered by a load balancer, in other
 * words than the contract's. Spring Boot's own waits without end for a database that hangs.
 */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {
  private static final int SECONDS = 1;

  private final DataSource pool;

  DatabaseHealth(DataSource pool) {
    this.pool = pool;
  }

  /** Takes at most the time that the pool and a check of one connection may take. */
  @Override
  public Health health() {
    try (Connection connection = pool.getConnection()) {
      return (connection.isValid(SECONDS) ? Health.up() : Health.down()).build();
    } catch (SQLException e) {
      return Health.down(e).build();
    }
  }
}

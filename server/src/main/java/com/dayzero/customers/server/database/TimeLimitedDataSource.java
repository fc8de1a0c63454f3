package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Gives a request a connection as long as it has time left to use it. */
class TimeLimitedDataSource extends DelegatingDataSource {
  private final TimeBudget time;

  TimeLimitedDataSource(DataSource pool, TimeBudget time) {
    super(pool);
    this.time = time;
  }

  /**
   * A connection of the pool.
   *
   * @throws SQLTransientConnectionException if there is none in time
   */
  @Override
  public Connection getConnection() throws SQLException {
    time.begin();
    try {
      return super.getConnection();
    } finally {
      time.end();
    }
  }
}

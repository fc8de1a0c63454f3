package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets a request's connection be silent for as long as the request has time left. PostgreSQL's own
 * limits do not help where it is frozen or the network is gone. The pool takes the limit back when
 * the connection is returned.
 */
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
    if (time.millisLeft().orElse(1) < 1) {
      throw new SQLTransientConnectionException("The request's time for the database is used up");
    }
    Connection connection = super.getConnection();
    OptionalLong left = time.millisLeft();
    if (left.isPresent()) {
      try {
        connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, left.getAsLong()));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
    return connection;
  }
}

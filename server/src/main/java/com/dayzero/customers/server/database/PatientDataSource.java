package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connects again and again until the database is there. The pool itself tries ever more seldom, up
 * to every five seconds; who waits for a connection gives up on their own.
 */
class PatientDataSource extends DelegatingDataSource {
  private static final Logger LOG = LoggerFactory.getLogger(PatientDataSource.class);
  private static final long PAUSE_MILLIS = 250;

  private final AtomicBoolean away = new AtomicBoolean();

  PatientDataSource(DataSource driver) {
    super(driver);
  }

  /**
   * A new connection, however long that takes.
   *
   * @throws SQLTransientConnectionException if the thread is interrupted, as when the pool is
   *     closed
   */
  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = super.getConnection();
        if (away.compareAndSet(true, false)) {
          LOG.info("The database is back");
        }
        return connection;
      } catch (SQLException e) {
        if (away.compareAndSet(false, true)) {
          LOG.warn("The database cannot be reached, requests are answered 503: {}", e.getMessage());
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException cause) throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Nobody waits for it any more", cause);
    }
  }
}

package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What jOOQ's statements run on: the connection of the thread's transaction; where there is none, a
 * connection for one statement, which commits by itself.
 */
@Component
class QueuedConnections implements ConnectionProvider {
  private final DataSource database;
  private final ConnectionQueue queue;

  QueuedConnections(DataSource database, ConnectionQueue queue) {
    this.database = database;
    this.queue = queue;
  }

  @Override
  public Connection acquire() {
    if (TransactionSynchronizationManager.hasResource(database)) {
      return DataSourceUtils.getConnection(database);
    }
    queue.await();
    boolean given = false;
    try {
      Connection connection = database.getConnection();
      given = true;
      return connection;
    } catch (SQLException e) {
      throw new DataAccessException("There is no connection", e);
    } finally {
      if (!given) {
        queue.leave();
      }
    }
  }

  @Override
  public void release(Connection connection) {
    if (DataSourceUtils.isConnectionTransactional(connection, database)) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DataAccessException("The connection could not be given back", e);
    } finally {
      queue.leave();
    }
  }
}

package com.dayzero.customers.server.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Has transactions wait for a connection in the order in which they came, where the pool would let
 * a newcomer pass those that wait; and gives the commit of a request's transaction the time that
 * its statements have left. Where there is none, the transaction is rolled back.
 */
@Component
class TimeLimitedTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  private final transient TimeBudget time;

  private final transient Semaphore connections;
  private final Duration maxWait;

  TimeLimitedTransactions(DataSource database, PoolSettings settings, TimeBudget time) {
    super(database);
    this.time = time;
    this.connections = new Semaphore(settings.size(), true);
    this.maxWait = settings.maxWait();
  }

  /** How many transactions wait for a connection at the moment. */
  int waiting() {
    return connections.getQueueLength();
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    awaitConnection();
    boolean begun = false;
    try {
      super.doBegin(transaction, definition);
      begun = true;
    } finally {
      if (!begun) {
        connections.release();
      }
    }
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    try {
      super.doCleanupAfterCompletion(transaction);
    } finally {
      connections.release();
    }
  }

  @Override
  protected void prepareForCommit(DefaultTransactionStatus status) {
    var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
    try {
      // No end: a request asks for nothing after its commit.
      time.begin(transaction.getConnectionHolder().getConnection());
    } catch (SQLException e) {
      throw new TransientDataAccessResourceException("There is no time left to commit", e);
    }
  }

  private void awaitConnection() {
    try {
      time.begin();
      try {
        if (connections.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } finally {
        time.end();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException _) {
      // Told below.
    }
    throw new TransientDataAccessResourceException("No connection became free in time");
  }
}

package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Has transactions wait for their turn, and gives the commit of a request's transaction the time
 * that its statements have left. Where there is none, the transaction is rolled back.
 */
@Component
class TimeLimitedTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  private final transient ConnectionQueue queue;
  private final transient TimeBudget time;

  TimeLimitedTransactions(DataSource database, ConnectionQueue queue, TimeBudget time) {
    super(database);
    this.queue = queue;
    this.time = time;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    queue.await();
    boolean begun = false;
    try {
      super.doBegin(transaction, definition);
      begun = true;
    } finally {
      if (!begun) {
        queue.leave();
      }
    }
  }

  @Override
  protected void prepareForCommit(DefaultTransactionStatus status) {
    try {
      time.begin(connectionOf(status));
    } catch (SQLException e) {
      throw new TransientDataAccessResourceException("There is no time left to commit", e);
    }
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    try {
      time.beginLast(connectionOf(status));
    } catch (SQLException _) {
      // The connection is gone, as the rollback tells, too.
    }
    super.doRollback(status);
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    // Before the connection is given back, and is another request's.
    time.end();
    try {
      super.doCleanupAfterCompletion(transaction);
    } finally {
      queue.leave();
    }
  }

  private static Connection connectionOf(DefaultTransactionStatus status) {
    var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
    return transaction.getConnectionHolder().getConnection();
  }
}

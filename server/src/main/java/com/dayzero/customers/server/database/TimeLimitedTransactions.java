package com.dayzero.customers.server.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Gives the commit of a request's transaction the time that its statements have left. Where there
 * is none, the transaction is rolled back.
 */
@Component
class TimeLimitedTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  private final transient TimeBudget time;

  TimeLimitedTransactions(DataSource database, TimeBudget time) {
    super(database);
    this.time = time;
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
}

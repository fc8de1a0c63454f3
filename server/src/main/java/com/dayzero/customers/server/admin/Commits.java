package com.dayzero.customers.server.admin;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Knows what became of a command's last transaction. */
final class Commits implements TransactionExecutionListener {
  private boolean unknown;

  /** Whether a commit was asked for, and neither it nor its rollback was acknowledged. */
  boolean isUnknown() {
    return unknown;
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    unknown = true;
  }

  @Override
  public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
    unknown = failure != null;
  }

  @Override
  public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
    if (failure == null) {
      unknown = false;
    }
  }
}

package com.dayzero.customers.server.admin;

/** The database went away in the moment of the commit: nobody knows what became of the change. */
final class CommitUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommitUnknown(Throwable cause) {
    super("The commit was not acknowledged", cause);
  }
}

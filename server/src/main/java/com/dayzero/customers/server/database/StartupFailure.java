package com.dayzero.customers.server.database;

import org.jspecify.annotations.Nullable;

/** Why the server cannot start, in one line that says what to do. */
final class StartupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupFailure(String line, @Nullable Throwable cause) {
    super(line, cause);
  }
}

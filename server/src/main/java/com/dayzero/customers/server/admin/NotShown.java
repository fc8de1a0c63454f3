package com.dayzero.customers.server.admin;

import org.jspecify.annotations.Nullable;

/** A command was carried out, and its answer was lost. */
final class NotShown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotShown(@Nullable Throwable cause) {
    super("The answer could not be printed", cause);
  }
}

package com.dayzero.customers.server.database;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why the server cannot start, in one line that says what to do. */
public final class StartupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * What is to be told instead of a stack trace.
   *
   * @param line what is wrong and what to do
   */
  public StartupFailure(String line, @Nullable Throwable cause) {
    super(line, cause);
  }

  /** The one behind this failure, which may be that of the bean that met it. */
  public static Optional<StartupFailure> behind(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupFailure told) {
        return Optional.of(told);
      }
    }
    return Optional.empty();
  }
}

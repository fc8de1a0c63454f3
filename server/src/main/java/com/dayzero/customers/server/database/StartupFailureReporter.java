package com.dayzero.customers.server.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells a {@link StartupFailure} in its one line, without a stack trace. */
class StartupFailureReporter implements SpringBootExceptionReporter {
  private static final Logger LOG = LoggerFactory.getLogger(StartupFailureReporter.class);

  StartupFailureReporter(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    if (failure instanceof StartupFailure) {
      LOG.error(failure.getMessage());
      return true;
    }
    return false;
  }
}

package com.dayzero.customers.server.database;

import java.util.Optional;
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
    Optional<StartupFailure> told = StartupFailure.behind(failure);
    told.ifPresent(line -> LOG.error(line.getMessage()));
    return told.isPresent();
  }
}

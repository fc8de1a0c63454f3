package com.dayzero.customers.server.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a setting that cannot be used in one line, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BadSettingReporter implements SpringBootExceptionReporter {
  private static final Logger LOG = LoggerFactory.getLogger(BadSettingReporter.class);

  BadSettingReporter(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    Optional<String> line = line(failure);
    line.ifPresent(LOG::error);
    return line.isPresent();
  }

  private static Optional<String> line(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bad) {
        return Optional.of(BadSetting.line(bad));
      }
    }
    return Optional.empty();
  }
}

package com.dayzero.customers.server.operations;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Names the setting of the port that somebody else listens on already. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortTaken extends AbstractFailureAnalyzer<PortInUseException> {
  private final Environment settings;

  PortTaken(Environment settings) {
    this.settings = settings;
  }

  @Override
  protected FailureAnalysis analyze(Throwable failure, PortInUseException taken) {
    boolean management =
        Objects.equals(
            settings.getProperty("management.server.port", Integer.class), taken.getPort());
    return new FailureAnalysis(
        "Port %d, for %s, is taken."
            .formatted(taken.getPort(), management ? "probes and metrics" : "the API"),
        "Stop what listens there (another server?), or set %s to another port; 0 takes a free one."
            .formatted(management ? "MANAGEMENT_PORT" : "PORT"),
        taken);
  }
}

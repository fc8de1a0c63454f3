package com.dayzero.customers.server.operations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says what has started, and where its probes and metrics are. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartLine implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(StartLine.class);

  private final ObjectProvider<BuildProperties> build;

  StartLine(ObjectProvider<BuildProperties> build) {
    this.build = build;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    Environment settings = ready.getApplicationContext().getEnvironment();
    BuildProperties built = build.getIfAvailable();
    String port = settings.getProperty("local.management.port");
    LOG.info(
        "Version {} on Java {}, {}",
        built == null ? "unknown" : built.getVersion(),
        Runtime.version(),
        port == null
            ? "without probes and metrics"
            : "probes and metrics at http://%s:%s/actuator"
                .formatted(settings.getProperty("management.server.address"), port));
  }
}

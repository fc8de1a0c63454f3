package com.dayzero.customers.server.operations;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;

/**
 * Where the JVM's flags say so, a start does not look for the beans it makes: the build did, as
 * Spring's ahead-of-time processing. It found those of a server with probes and metrics and without
 * traces; whatever starts as something else looks for its own.
 */
class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    Environment settings = event.getEnvironment();
    SpringApplication started = event.getSpringApplication();
    boolean isTheServer = started.getAllSources().contains(started.getMainApplicationClass());
    if (!isTheServer
        || settings.getProperty("management.server.port", "").strip().startsWith("-")
        || TracesWhenAsked.areAsked(settings)) {
      SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
    }
  }
}

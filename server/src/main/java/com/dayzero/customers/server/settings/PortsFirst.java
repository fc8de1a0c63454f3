package com.dayzero.customers.server.settings;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Reads the ports before Spring Boot decides by them what it sets up: there a bad one would be told
 * as a failed decision.
 */
class PortsFirst implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Binder settings = Binder.get(context.getEnvironment());
    List.of("server.port", "management.server.port")
        .forEach(port -> settings.bind(port, Integer.class));
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}

package com.dayzero.customers.server.web;

import com.dayzero.customers.server.database.StartupFailure;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Refuses a number that is no port, which Tomcat does in words that do not name the setting. */
@Component
class PortRange implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {
  private static final int MAX = 65535;

  private final ServerProperties settings;

  PortRange(ServerProperties settings) {
    this.settings = settings;
  }

  @Override
  public void customize(ConfigurableWebServerFactory factory) {
    Integer port = settings.getPort();
    if (port != null && (port < 0 || port > MAX)) {
      throw new StartupFailure(
          "PORT is %d: set it to a port from 1 to %d, or to 0 for a free one.".formatted(port, MAX),
          null);
    }
  }
}

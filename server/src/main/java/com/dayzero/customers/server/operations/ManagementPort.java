package com.dayzero.customers.server.operations;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Keeps probes and metrics off the port that callers of the API reach. */
@Component
class ManagementPort {
  private static final String PORT = "management.server.port";

  ManagementPort(Environment settings) {
    if (ManagementPortType.get(settings) == ManagementPortType.SAME) {
      throw new InvalidConfigurationPropertyValueException(
          PORT,
          settings.getProperty(PORT),
          "It is the API's, too: set PORT or MANAGEMENT_PORT to another");
    }
  }
}

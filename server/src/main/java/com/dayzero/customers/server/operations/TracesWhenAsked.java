package com.dayzero.customers.server.operations;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves everything of OpenTelemetry away unless it is said where traces go, so that nobody pays
 * for what nobody gets; its logs are left away always.
 */
class TracesWhenAsked implements AutoConfigurationImportFilter, EnvironmentAware {
  /** Spring Boot sets it from OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT. */
  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private static final String BOOT = "org.springframework.boot.";
  private static final String LOGS = BOOT + "opentelemetry.autoconfigure.logging.";

  private boolean asked;

  @Override
  public void setEnvironment(Environment environment) {
    asked = areAsked(environment);
  }

  /** Whether these settings say where traces go. */
  static boolean areAsked(Environment settings) {
    return !settings.getProperty(ENDPOINT, "").isBlank();
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    boolean[] wanted = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      wanted[i] = isWanted(candidates[i]);
    }
    return wanted;
  }

  private boolean isWanted(@Nullable String candidate) {
    return candidate == null
        || (!candidate.startsWith(LOGS)
            && (asked
                || Stream.of("opentelemetry.", "micrometer.tracing.")
                    .noneMatch(room -> candidate.startsWith(BOOT + room))));
  }
}

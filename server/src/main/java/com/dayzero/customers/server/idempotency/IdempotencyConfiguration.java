package com.dayzero.customers.server.idempotency;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.config.ContextLifecycleScheduledTaskRegistrar;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Has {@link ExpiredKeys} run from time to time. Looking for {@code @Scheduled} in the methods of
 * every bean takes a sixteenth of a start.
 */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  @Bean
  static ScheduledTaskHolder tasks(ExpiredKeys expired) {
    ContextLifecycleScheduledTaskRegistrar registrar = new ContextLifecycleScheduledTaskRegistrar();
    registrar.addFixedDelayTask(new FixedDelayTask(expired, PAUSE, PAUSE));
    return registrar;
  }
}

package com.dayzero.customers.server.idempotency;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.config.ContextLifecycleScheduledTaskRegistrar;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Has {@link ExpiredKeys} run from time to time. Looking for {@code @Scheduled} in the methods of
 * every bean takes a fourteenth of a start.
 */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
  private static final Duration TIME = Duration.ofMinutes(1);

  @Bean
  static ScheduledTaskHolder fromTimeToTime(ExpiredKeys expired) {
    ContextLifecycleScheduledTaskRegistrar tasks = new ContextLifecycleScheduledTaskRegistrar();
    tasks.addFixedDelayTask(new FixedDelayTask(expired, TIME, TIME));
    return tasks;
  }
}

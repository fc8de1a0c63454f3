package com.dayzero.customers.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class RateLimitSettingsTest {
  private final ApplicationContextRunner server =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Settings.class);

  @ParameterizedTest
  @CsvSource({
    "'', '', '', 60000, 60, 60000",
    "600, 10, '', 600, 10, 600",
    "600, 10, 60, 600, 10, 60",
    "600, 1m, 60, 600, 60, 60",
    "off, 10, 60, 0, 10, 60",
    "0, 10, '', 0, 10, 0",
  })
  void readsTheEnvironment(
      String requests, String window, String burst, int limit, int seconds, int atOnce) {
    environment(requests, window, burst)
        .run(context -> {
          RateLimitSettings settings = context.getBean(RateLimitSettings.class);
          assertThat(settings.limit()).isEqualTo(limit);
          assertThat(settings.window()).hasSeconds(seconds);
          assertThat(settings.atOnce()).isEqualTo(atOnce);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "many, 60, '', RATE_LIMIT_REQUESTS is \"many\": set it to a number of requests",
    "-1, 60, '', RATE_LIMIT_REQUESTS is \"-1\": set it to a number of requests",
    "10, 0, '', RATE_LIMIT_WINDOW is PT0S: set it to a number of seconds",
    "10, 1500ms, '', RATE_LIMIT_WINDOW is PT1.5S: set it to a number of seconds",
    "10, 60, 11, RATE_LIMIT_BURST is 11: set it to a number from 1 to",
    "10, 60, 0, RATE_LIMIT_BURST is 0: set it to a number from 1 to",
  })
  void refusesWhatIsNoLimit(String requests, String window, String burst, String words) {
    environment(requests, window, burst)
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining(words));
  }

  private ApplicationContextRunner environment(String requests, String window, String burst) {
    ApplicationContextRunner set = server;
    set = requests.isEmpty() ? set : set.withPropertyValues("RATE_LIMIT_REQUESTS=" + requests);
    set = window.isEmpty() ? set : set.withPropertyValues("RATE_LIMIT_WINDOW=" + window);
    return burst.isEmpty() ? set : set.withPropertyValues("RATE_LIMIT_BURST=" + burst);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(RateLimitSettings.class)
  static class Settings {}
}

package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The alerts, judged by Prometheus: which of them a server sets off that is in such a state. */
class AlertsTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  @Test
  void areSetOffByWhatTheyAreFor() throws Exception {
    Prerequisite.check(
        Files.isExecutable(PROMTOOL),
        "Testing hosting/prometheus-alerts.yaml needs promtool: apt install prometheus.");

    Command.Ended tested =
        new Command(
                Path.of("src/test/resources"),
                PROMTOOL.toString(),
                "test",
                "rules",
                "alerts-test.yaml")
            .run();

    assertThat(tested.status()).as(tested.output()).isZero();
  }
}

package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.ServerApplication;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
  @TempDir static Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --customers.log.format=xml      | LOG_FORMAT is 'xml': set it to text or json
          --customers.shutdown.delay=-1s  | SHUTDOWN_DELAY is negative: set it to 0s or more
          """)
  void saysWhatToSetInsteadOf(String setting, String advice, CapturedOutput output) {
    assertThatThrownBy(() -> start(setting)).isNotNull();
    assertThat(output).contains(advice);
  }

  @Test
  void namesTheSettingOfAPortThatIsTaken(CapturedOutput output) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> start("--management.server.port=" + port)).isNotNull();
      assertThat(output)
          .contains("Port %d, for probes and metrics, is taken.".formatted(port))
          .contains("or set MANAGEMENT_PORT to another port");
      assertThatThrownBy(() -> start("--server.port=" + port, "--server.address=127.0.0.1"))
          .isNotNull();
      assertThat(output)
          .contains("Port %d, for the API, is taken.".formatted(port))
          .contains("or set PORT to another port");
    }
  }

  @Test
  void refusesThePortOfTheApiForProbesAndMetrics(CapturedOutput output) {
    assertThatThrownBy(() -> start("--server.port=9", "--management.server.port=9")).isNotNull();
    assertThat(output).contains("It is the API's, too: set PORT or MANAGEMENT_PORT to another");
  }

  @Test
  void theManagementPortCanBeSwitchedOff(CapturedOutput output) {
    start("--management.server.port=-1").close();
    assertThat(output).contains("without probes and metrics");
  }

  private static ConfigurableApplicationContext start(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "--customers.data-folder=" + folder;
    return SpringApplication.run(ServerApplication.class, all);
  }
}

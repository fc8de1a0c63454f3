package com.dayzero.customers.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the log says when a setting cannot be used: one line, and the server does not start. */
@ExtendWith(OutputCaptureExtension.class)
class BadSettingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORT             | x     | PORT is 'x': set it to a number
          PORT             | 99999 | PORT is 99999: set it to a port from 1 to 65535
          IDEMPOTENCY_KEEP | abc   | IDEMPOTENCY_KEEP is 'abc': set it to a time with its unit, such as 24h
          IDEMPOTENCY_KEEP | 24    | IDEMPOTENCY_KEEP is '24': set it to a time with its unit, such as 24h
          IDEMPOTENCY_KEEP | 0s    | IDEMPOTENCY_KEEP is not above zero: set it to a time
          IDEMPOTENCY_KEEP | -1h   | IDEMPOTENCY_KEEP is not above zero: set it to a time
          IDEMPOTENCY_KEEP | ''    | IDEMPOTENCY_KEEP is not above zero: set it to a time
          DEMO_DATA        | maybe | DEMO_DATA is 'maybe': set it to true or false
          DATA_FOLDER      | ' '   | DATA_FOLDER is empty: set it to a folder
          DATABASE_POOL_SIZE | 1   | DATABASE_POOL_SIZE has to be at least 2
          REQUEST_MAX_WAIT | 1800ms | REQUEST_MAX_WAIT is 1800 ms: set it to less than DATABASE_TIME_LIMIT, which is 1800 ms
          """)
  void stopsTheStartAndNamesTheVariable(
      String variable, String value, String line, CapturedOutput output) {
    // The port as application.yaml has it: other tests have one of their own.
    assertThat(catchThrowable(() -> start(variable, value, "--server.port=${PORT}"))).isNotNull();
    assertThat(output.getAll().lines().filter(entry -> entry.contains("ERROR")))
        .singleElement()
        .asString()
        .contains(line);
  }

  @Test
  void isAllThatTheLogSays(@TempDir Path folder) throws IOException {
    Map<String, String> variables = Map.of("IDEMPOTENCY_KEEP", "abc");
    try (ServerProcess server = ServerProcess.start(folder, variables)) {
      assertThat(server.failure())
          .singleElement()
          .asString()
          .contains("ERROR", "IDEMPOTENCY_KEEP is 'abc'");
    }
  }

  @Test
  void namesThePropertyWhereItWasSetAsAnArgument(CapturedOutput output) {
    assertThat(catchThrowable(() -> start("PORT", "0", "--server.port=x"))).isNotNull();
    assertThat(output).contains("server.port is 'x': set it to a number");
  }

  private static void start(String variable, String value, String... arguments) {
    SpringApplication server = new SpringApplication(ServerApplication.class);
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> variables =
        new HashMap<>(Map.of("PORT", "0", "DATA_FOLDER", "target/bad-setting"));
    variables.put(variable, value);
    environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
    server.setEnvironment(environment);
    server.run(arguments).close();
  }
}

package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server's command line, as a process of its own. */
class ArgumentsTest {
  private record Ended(int status, String output) {}

  @Test
  void aWordThatIsNoOptionStartsNoServer() throws Exception {
    Ended ended = run("admn", "business", "list");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output()).isEqualTo("The server does not take 'admn'; see --help\n");
  }

  @Test
  void helpTellsHowToStartIt() throws Exception {
    Ended ended = run("--help");
    assertThat(ended.status()).isZero();
    assertThat(ended.output()).startsWith("Usage: ").contains("admin --help", "DATABASE_URL");
  }

  @Test
  void optionsAreSettings() {
    assertThat(Arguments.refusal("--server.port=0", "--debug")).isEmpty();
    assertThat(Arguments.askForHelp("--server.port=0")).isFalse();
  }

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerApplication.class.getName());
    command.command().addAll(List.of(arguments));
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}

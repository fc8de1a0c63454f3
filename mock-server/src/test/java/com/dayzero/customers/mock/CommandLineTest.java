package com.dayzero.customers.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mock as a process of its own. */
class CommandLineTest {
  private static final Pattern ADDRESS = Pattern.compile("Address +(\\S+)");

  @TempDir Path folder = Path.of("");

  @Test
  void printsWhereItIsAndACurlThatWorks() throws IOException, InterruptedException {
    Process process = start("--port", "0", "--no-request-journal");
    try {
      String banner = bannerOf(process);
      Matcher address = ADDRESS.matcher(banner);
      assertThat(address.find()).as(banner).isTrue();
      String curl = banner.substring(banner.indexOf("curl "));
      Process called = new ProcessBuilder("sh", "-c", curl).redirectErrorStream(true).start();
      assertThat(new String(called.getInputStream().readAllBytes(), UTF_8))
          .contains("HTTP/1.1 201")
          .contains("\"name\":\"Acme Corp\"");
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(URI.create(address.group(1) + "/__admin/health"))
                            .build(),
                        BodyHandlers.ofString())
                    .statusCode())
            .isEqualTo(200);
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void printsARequestWhoseAnswerWasBrokenOff() throws IOException, InterruptedException {
    Process process = start("--port", "0");
    try {
      String banner = bannerOf(process);
      Matcher address = ADDRESS.matcher(banner);
      assertThat(address.find()).as(banner).isTrue();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address.group(1) + MockApi.CUSTOMERS))
              .header("Prefer", "fault=empty, code=403")
              .POST(BodyPublishers.noBody())
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
      process.inputReader().readLine();
      assertThat(process.inputReader().readLine())
          .isEqualTo("POST /api/v1/customers broken off (empty) On demand: fault=empty, code=403");
    } finally {
      process.destroy();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--port 99999            | 2 | --port takes a number from 0 to 65535",
        "--port x                | 2 | --port takes a number from 0 to 65535",
        "--delay -1              | 2 | --delay takes milliseconds from 0 to 60000",
        "--mappings nowhere      | 2 | has neither a folder mappings nor one __files",
        "--what                  | 2 | Neither the mock nor WireMock takes so: --what; see --help",
        "--global-response-templating | 2 | response-template",
        "--bind-address ::1      | 2 | The mock does not take --bind-address",
        "--https-port abc        | 2 | --https-port takes a number, not 'abc'; see --help",
        "--help                  | 0 | --mappings=DIR",
        "-h                      | 0 | -h, --help",
        "-hV                     | 0 | Usage: java -jar mock-server.jar",
        "--version               | 0 | mock-server",
      })
  void saysInOneLineWhatItDoesNotTake(String arguments, int status, String sentence)
      throws IOException, InterruptedException {
    assertThat(outputOf(status, arguments.split(" +"))).contains(sentence).doesNotContain("\tat ");
  }

  @Test
  void saysThatAPortIsTaken() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(outputOf(1, "--port", String.valueOf(taken.getLocalPort())))
          .contains("Choose another --port (0 takes a free one)")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void saysWhichStubCannotBeRead() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("mappings"));
    Files.writeString(folder.resolve("mappings/broken.json"), "{");
    assertThat(outputOf(1, "--port", "0", "--mappings", folder.toString()))
        .contains("broken.json")
        .doesNotContain("\tat ");
  }

  private static String bannerOf(Process process) throws IOException {
    StringBuilder banner = new StringBuilder();
    while (!banner.toString().contains("-d '")) {
      String line = process.inputReader().readLine();
      assertThat(line).as(banner.toString()).isNotNull();
      banner.append(line).append('\n');
    }
    return banner.toString();
  }

  private static String outputOf(int status, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(status);
    return output;
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Ready sooner; none runs for long.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MockServer.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}

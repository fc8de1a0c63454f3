package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import com.dayzero.customers.server.trials.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hosting/extract} makes of the jar, started as it says. */
class ExtractedServerIT {
  private static final Path EXTRACT = Path.of("../hosting/extract").toAbsolutePath().normalize();

  @TempDir static Path folder = Path.of("");

  private static Path layout = Path.of("");
  private static Path temporary = Path.of("");
  private static Command.Ended extraction = new Command.Ended(-1, "");

  @BeforeAll
  static void extracts() throws Exception {
    Prerequisite.check(
        Files.isExecutable(Path.of("/bin/bash")),
        "hosting/extract needs bash: use Linux or macOS.");
    layout = folder.resolve("customers");
    temporary = Files.createDirectory(folder.resolve("temporary"));
    extraction = extract();
    assertThat(extraction.status()).as(extraction.output()).isZero();
  }

  @Test
  void startsFromItsCacheAndCreatesACustomer() throws Exception {
    Path data = folder.resolve("data");
    int management = Ports.free();
    Command start =
        new Command(layout, java(), "@jvm.options", "-jar", "customers.jar")
            .with("PORT", "0")
            .with("MANAGEMENT_PORT", String.valueOf(management))
            .with("DATA_FOLDER", data.toString())
            // Does not start without the cache.
            .with("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    try (Command.Server server = start.server()) {
      assertThat(server.create(Files.readString(data.resolve("demo-token")).strip()))
          .isEqualTo(201);
      URI actuator = URI.create("http://127.0.0.1:%d/actuator/".formatted(management));
      assertThat(get(actuator.resolve("health/readiness"))).contains("\"UP\"");
      assertThat(get(actuator.resolve("prometheus")))
          .containsPattern("http_server_requests_seconds_count\\{.*status=\"201\"");
    }
  }

  @Test
  void runsTheAdminCommandToo() throws Exception {
    Command.Ended listed =
        new Command(
                layout,
                java(),
                "@jvm.options",
                "-jar",
                "customers.jar",
                "admin",
                "business",
                "list")
            .with("DATA_FOLDER", folder.resolve("admin").toString())
            .run();

    assertThat(listed.status()).as(listed.output()).isZero();
    assertThat(listed.output()).endsWith("None.\n");
  }

  @Test
  void saysHowToStartIt() {
    assertThat(extraction.output())
        .endsWith(java() + " @jvm.options -jar customers.jar\n")
        .contains("cd " + layout);
  }

  @Test
  void leavesNothingBehindOfTheTrainingRun() {
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws Exception {
    Command.Ended second = extract();

    assertThat(second.status()).isEqualTo(1);
    assertThat(second.output()).contains(layout + " is not empty", "name one that is empty");
    assertThat(layout.resolve("customers.aot")).as("what was there").isNotEmptyFile();
  }

  private static Command.Ended extract() throws IOException, InterruptedException {
    return new Command(
            folder, EXTRACT.toString(), System.getProperty("server.jar"), layout.toString())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("TMPDIR", temporary.toString())
        .run();
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

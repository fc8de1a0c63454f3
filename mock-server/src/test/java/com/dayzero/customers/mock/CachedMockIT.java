package com.dayzero.customers.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mock-server/cache} makes beside the jar, started as it says. */
class CachedMockIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void needsBash() {
    Prerequisite.check(
        Files.isExecutable(Path.of("/bin/bash")),
        "mock-server/cache needs bash: use Linux or macOS.");
  }

  @Test
  void startsFromItsCacheAndAnswers() throws Exception {
    Path jar = Files.createDirectory(folder.resolve("a folder")).resolve("mock-server.jar");
    Files.copy(Path.of("target/mock-server.jar"), jar);
    Ended made = cache(jar);

    assertThat(made.status()).as(made.output()).isZero();
    String start = made.output().strip().lines().toList().getLast().strip();
    assertThat(start).startsWith(JAVA + " ");
    // Does not start without the cache.
    String withCache = start.replaceFirst(" ", " -XX:AOTMode=on ");
    Process mock = run("/bin/bash", "-c", "exec " + withCache + " --port 0");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest create =
          HttpRequest.newBuilder(URI.create(addressOf(mock) + MockApi.CUSTOMERS))
              .header("Authorization", "Bearer dz_your_token")
              .header("x-business-id", MockApi.BUSINESS)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(MockApi.MINIMAL))
              .build();
      assertThat(client.send(create, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    } finally {
      mock.destroy();
    }
  }

  @Test
  void tellsWhichFileOfAStubIsMissing() throws Exception {
    Process mock = run(JAVA, "-jar", "target/mock-server.jar", "--port", "0");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create(addressOf(mock));
      // Else the mock waits until somebody reads what it prints.
      Thread.startVirtualThread(() -> mock.inputReader().lines().forEach(_ -> {}));
      HttpRequest stub =
          HttpRequest.newBuilder(address.resolve("/__admin/mappings"))
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"name": "Mine", "request": {"urlPath": "/mine"},
                       "response": {"bodyFileName": "no.json"}}
                      """))
              .build();
      assertThat(client.send(stub, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
      HttpRequest mine = HttpRequest.newBuilder(address.resolve("/mine")).build();
      assertThat(client.send(mine, BodyHandlers.ofString()).body())
          .contains(
              "The stub \\\"Mine\\\" answers with the file __files/no.json, which is missing");
    } finally {
      mock.destroy();
    }
  }

  @Test
  void saysWhatIsMissingAndLeavesNothingBehindWhereTheTrainingFails() throws Exception {
    Path jar = Files.writeString(folder.resolve("mock-server.jar"), "no jar");

    assertThat(cache(folder.resolve("nowhere.jar")).output())
        .contains("There is no jar", "mvn -pl mock-server");
    Ended failed = cache(jar);

    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.output()).contains("The training run failed", "its log stands above");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(jar));
  }

  private static Ended cache(Path jar) throws IOException, InterruptedException {
    Process process = run(Path.of("cache").toAbsolutePath().toString(), jar.toString());
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static Process run(String... command) throws IOException {
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return process.start();
  }

  private static String addressOf(Process mock) throws IOException {
    List<String> printed = new ArrayList<>();
    for (String line; (line = mock.inputReader().readLine()) != null; printed.add(line)) {
      if (line.strip().startsWith("Address ")) {
        return line.strip().substring("Address ".length()).strip();
      }
    }
    throw new AssertionError("The mock did not start: " + printed);
  }

  private record Ended(int status, String output) {}
}

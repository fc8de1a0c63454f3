package com.dayzero.customers.server;

import com.dayzero.customers.contract.Conformance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server in a process of its own, as it runs in production. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+(?=\\R|\\\\n)");
  private static final Pattern MANAGEMENT =
      Pattern.compile("http://127.0.0.1:\\d+/actuator(?=\\R|\\\\n)");

  /** Several servers may start at once, on few processors. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server with these settings beside a free port, and does not wait for it. */
  public static ServerProcess start(Path dataFolder, String... settings) throws IOException {
    return start(List.of(), Map.of(), dataFolder, settings);
  }

  /** Starts one with these environment variables, too. */
  public static ServerProcess start(
      Path dataFolder, Map<String, String> variables, String... settings) throws IOException {
    return start(List.of(), variables, dataFolder, settings);
  }

  /** Starts one with these options of its JVM, too. */
  public static ServerProcess start(List<String> jvm, Path dataFolder, String... settings)
      throws IOException {
    return start(jvm, Map.of(), dataFolder, settings);
  }

  private static ServerProcess start(
      List<String> jvm, Map<String, String> variables, Path dataFolder, String... settings)
      throws IOException {
    return of(ServerCommand.withOptions(jvm), variables, dataFolder, settings);
  }

  static ServerProcess of(
      List<String> program, Map<String, String> variables, Path dataFolder, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(Arrays.asList(settings));
    Files.createDirectories(dataFolder);
    // Not a pipe: nobody might read it, and a server that cannot write its log stands still.
    Path log = Files.createTempFile(dataFolder, "server-", ".log");
    ProcessBuilder server = new ProcessBuilder(command).redirectErrorStream(true);
    server
        .environment()
        .putAll(Map.of("PORT", "0", "MANAGEMENT_PORT", "0", "DATA_FOLDER", dataFolder.toString()));
    server.environment().putAll(variables);
    return new ServerProcess(server.redirectOutput(log.toFile()).start(), log);
  }

  /** Waits until it says that it is ready, and returns the address that it says. */
  public URI address() throws IOException {
    return URI.create(said(ADDRESS));
  }

  /** Where its probes and metrics are, without a slash at the end. */
  public String management() throws IOException {
    return said(MANAGEMENT);
  }

  private String said(Pattern words) throws IOException {
    Awaitility.await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !process.isAlive() || words.matcher(log()).find());
    return words
        .matcher(log())
        .results()
        .findFirst()
        .map(MatchResult::group)
        .orElseThrow(
            () -> new IllegalStateException("The server ended before it was ready, see " + log));
  }

  /** What it wrote so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Waits until it has ended by itself because it cannot start, and returns the lines it wrote. */
  public List<String> failure() throws IOException {
    Awaitility.await("The server ends").atMost(START_LIMIT).until(() -> !process.isAlive());
    if (process.exitValue() == 0) {
      throw new IllegalStateException("The server ended as if all were well, see " + log);
    }
    return log().lines().toList();
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** Tells it to stop as Ctrl-C does, and does not wait. */
  public void stop() {
    process.destroy();
  }

  /** Asks that server to create a customer of the demo business. */
  public static HttpResponse<String> create(URI address, String token)
      throws IOException, InterruptedException {
    return create(address, token, "01940000-0000-7000-8000-000000000010");
  }

  /** Asks that server to create a customer of this business, with these headers beside. */
  public static HttpResponse<String> create(
      URI address, String token, String businessId, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/api/v1/customers"))
            .header("Authorization", "Bearer " + token)
            .header("x-business-id", businessId)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpRequest sent = request.build();
    return Conformance.checked(
        sent, HttpClient.newHttpClient().send(sent, BodyHandlers.ofString()));
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it as Ctrl-C does, and waits until it has ended. */
  @Override
  public void close() {
    stop();
    process.onExit().join();
  }
}

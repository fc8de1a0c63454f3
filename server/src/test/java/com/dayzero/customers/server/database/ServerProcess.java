package com.dayzero.customers.server.database;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.ServerApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, as it runs in production. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");
  private static final Pattern MANAGEMENT = Pattern.compile("http://127.0.0.1:\\d+/actuator");

  private final Process process;
  private final StringBuilder log = new StringBuilder();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts a server with these settings beside a free port, and does not wait for it. */
  public static ServerProcess start(Path dataFolder, String... settings) throws IOException {
    return start(dataFolder, Map.of(), settings);
  }

  /** Starts one with these environment variables, too. */
  public static ServerProcess start(
      Path dataFolder, Map<String, String> variables, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerApplication.class.getName(), "--server.port=0"));
    command.add("--customers.data-folder=" + dataFolder);
    command.addAll(Arrays.asList(settings));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    return new ServerProcess(builder.start());
  }

  /** Waits until it says that it is ready, and returns the address that it says. */
  public URI address() throws IOException {
    Matcher known = ADDRESS.matcher(log);
    if (known.find()) {
      return URI.create(known.group());
    }
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create(address.group());
      }
    }
    throw new IOException("The server ended before it was ready:\n" + log);
  }

  /** Where its probes and metrics are, without a slash at the end; known when it is ready. */
  public String management() {
    Matcher address = MANAGEMENT.matcher(log);
    return address.find() ? address.group() : "";
  }

  /** Reads the log to its end, and returns all of it. */
  public String log() throws IOException {
    process
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> log.append(line).append('\n'));
    return log.toString();
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** Tells it to stop as Ctrl-C does, and does not wait; its log can still be read. */
  public void stop() {
    process.toHandle().destroy();
  }

  /** Asks that server to create a customer of the demo business. */
  public static HttpResponse<String> create(URI address, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/customers"))
            .header("Authorization", "Bearer " + token)
            .header("x-business-id", "01940000-0000-7000-8000-000000000010")
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"))
            .build();
    return Conformance.checked(
        request, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
  }

  /** Kills it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it as Ctrl-C does, and waits until it has ended. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, as it runs in production. */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts a server with these settings beside a free port, and does not wait for it. */
  public static ServerProcess start(Path dataFolder, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ServerApplication.class.getName(), "--server.port=0"));
    command.add("--customers.data-folder=" + dataFolder);
    command.addAll(Arrays.asList(settings));
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits until it says that it is ready, and returns the address that it says. */
  public URI address() throws IOException {
    StringBuilder log = new StringBuilder();
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

  /** Asks that server to create a customer of the demo business. */
  static HttpResponse<String> create(URI address, String token)
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
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpRequest sent = request.build();
    return Conformance.checked(
        sent, HttpClient.newHttpClient().send(sent, BodyHandlers.ofString()));
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

package com.dayzero.customers.server.hosting;

import com.dayzero.customers.contract.Conformance;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of the operator's, in a folder, with settings in its environment. */
final class Command {
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

  private final ProcessBuilder builder;

  Command(Path folder, String... words) {
    builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DATABASE_"));
  }

  Command with(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Runs it to its end. */
  Ended run() throws IOException, InterruptedException {
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Starts a server with it, and waits until that says that it is ready. */
  Server server() throws IOException {
    Process process = builder.start();
    StringBuilder log = new StringBuilder();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return new Server(process, URI.create(address.group()));
      }
    }
    throw new IOException("The server ended before it was ready:\n" + log);
  }

  /** What a command ended with and said. */
  record Ended(int status, String output) {}

  /** A running server. */
  record Server(Process process, URI address) implements AutoCloseable {
    /** Creates a customer of the demo business, and returns the status. */
    int create(String token) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/api/v1/customers"))
              .header("Authorization", "Bearer " + token)
              .header("x-business-id", "01940000-0000-7000-8000-000000000010")
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(20))
              .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"))
              .build();
      return Conformance.checked(
              request, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
          .statusCode();
    }

    /** Stops it as systemd does, and waits until it has ended. */
    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}

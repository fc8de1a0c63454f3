package com.dayzero.customers.server.trials;

import com.dayzero.customers.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server that is started again on the same port, with the same settings. */
final class RestartableServer implements AutoCloseable {
  /** Small, for there may be several. */
  private static final List<String> JVM = List.of("-Xmx256m");

  private final int port = Ports.free();
  private final Path folder;
  private final List<String> settings;
  private ServerProcess process;

  private RestartableServer(Path folder, String... settings) throws IOException {
    this.folder = folder;
    this.settings = new ArrayList<>(Arrays.asList(settings));
    this.settings.add("--server.port=" + port);
    this.process = launch();
  }

  /** Starts one and waits until it is ready. */
  static RestartableServer start(Path folder, String... settings) throws IOException {
    RestartableServer server = new RestartableServer(folder, settings);
    server.awaitReady();
    return server;
  }

  /** Starts it again after it ended, and waits until it is ready. */
  void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  private void awaitReady() throws IOException {
    try {
      process.address();
    } catch (IOException | RuntimeException e) {
      process.kill();
      throw e;
    }
  }

  private ServerProcess launch() throws IOException {
    return ServerProcess.start(JVM, folder, settings.toArray(String[]::new));
  }

  /** Where it is while it runs. */
  URI address() {
    return URI.create("http://localhost:" + port);
  }

  /** Kills it as {@code kill -9} does. */
  void kill() {
    process.kill();
  }

  /** Stops it as SIGTERM does, and waits until it has ended. */
  @Override
  public void close() {
    process.close();
  }
}

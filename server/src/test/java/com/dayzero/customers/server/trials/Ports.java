package com.dayzero.customers.server.trials;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are ended and started again in the same place. */
public final class Ports {
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 30_000;

  private Ports() {}

  /**
   * A port where nobody listens. Not one that systems give to clients: one of those could have it
   * while its server is away, or even be connected to itself.
   */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress("localhost", port));
        return port;
      } catch (IOException e) {
        // Taken, so another.
      }
    }
  }
}

package com.dayzero.customers.server;

import com.dayzero.customers.contract.Conformance;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request as it goes over the wire, for what no HTTP client would send. */
public final class RawRequest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private RawRequest() {}

  /** Everything that is answered until the connection is closed. */
  public static String send(Api api, String request) throws IOException {
    URI address = URI.create(api.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return Conformance.checked(
          request, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}

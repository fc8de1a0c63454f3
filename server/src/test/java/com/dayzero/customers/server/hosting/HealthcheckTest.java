package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Prerequisite;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hosting/healthcheck}, as the images of the server and of the mock call it. */
class HealthcheckTest {
  private static final String HEALTHCHECK =
      Path.of("../hosting/healthcheck").toAbsolutePath().normalize().toString();

  @TempDir Path folder = Path.of("");

  private final HttpServer server;

  HealthcheckTest() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void needsBash() {
    Prerequisite.check(
        Files.isExecutable(Path.of("/usr/bin/env")),
        "hosting/healthcheck needs bash: use Linux or macOS.");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksTheServerForLiveness() throws Exception {
    answer("/actuator/health/liveness", 200);
    assertThat(check().status()).isZero();
  }

  @Test
  void failsWhereTheServerSaysSo() throws Exception {
    answer("/actuator/health/liveness", 503);
    Command.Ended ended = check();
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("status 503");
  }

  @Test
  void asksWhereItIsTold() throws Exception {
    answer("/__admin/health", 200);
    String port = String.valueOf(server.getAddress().getPort());
    assertThat(new Command(folder, HEALTHCHECK, port, "/__admin/health").run().status()).isZero();
    assertThat(new Command(folder, HEALTHCHECK, port, "/other").run().status()).isEqualTo(1);
  }

  @Test
  void failsWhereNobodyListens() throws Exception {
    stop();
    assertThat(check().status()).isNotZero();
  }

  private Command.Ended check() throws Exception {
    return new Command(folder, HEALTHCHECK)
        .with("MANAGEMENT_PORT", String.valueOf(server.getAddress().getPort()))
        .run();
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }
}

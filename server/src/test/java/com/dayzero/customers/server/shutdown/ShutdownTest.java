package com.dayzero.customers.server.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.operations.Scrape;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SIGTERM = 143;

  @TempDir Path folder = Path.of("");

  @Test
  void everyRequestIsAnsweredAndEveryClientIsSentElsewhere() throws Exception {
    try (ServerProcess server =
            ServerProcess.start(
                folder,
                "--customers.shutdown.delay=2s",
                "--customers.database.pool.time-limit=60s");
        var connection = connect(server)) {
      DSLContext database = DSL.using(connection);
      Scrape probes = new Scrape(server.management());
      connection.setAutoCommit(false);
      database.execute("lock table customers in access exclusive mode");
      CompletableFuture<HttpResponse<String>> running = create(server);
      awaitOneThatWaits(database);
      assertThat(probes.get("/health/readiness").statusCode()).isEqualTo(200);
      assertThat(ServerProcess.create(server.address(), "dz_any").headers().map())
          .doesNotContainKey("connection");

      server.stop();

      await(() -> probes.get("/health/readiness").statusCode() == 503);
      assertThat(probes.get("/health/liveness").statusCode()).isEqualTo(200);
      assertThat(answerToTheEnd(server.address()))
          .startsWith("HTTP/1.1 404")
          .contains("Connection: close\r\n")
          .endsWith("{\"detail\":\"Not Found\"}");
      await(() -> isRefused(server.address()));
      assertThat(probes.get("/health/readiness").statusCode())
          .as("told as long as something runs")
          .isEqualTo(503);
      connection.rollback();

      assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
      assertThat(running.get().headers().firstValue("Connection")).contains("close");
      assertThat(server.process().waitFor(LIMIT)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(SIGTERM);
      assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void aDatabaseThatHangsHoldsUpNeitherProbesNorTheExit() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder)) {
      URI address = server.address();
      Scrape probes = new Scrape(server.management());
      ProcessHandle postgres = ProcessHandle.of(Long.parseLong(pidFile(0))).orElseThrow();
      signal("STOP", postgres);
      try {
        CompletableFuture<HttpResponse<String>> hanging = create(server);
        assertThat(probes.get("/health").statusCode()).isEqualTo(503);
        assertThat(probes.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(probes.get("/health/readiness").statusCode()).isEqualTo(200);

        server.stop();
        await(() -> isRefused(address));
        server.stop();
        assertThat(server.process().waitFor(LIMIT)).isTrue();
        assertThat(server.process().exitValue()).isEqualTo(SIGTERM);
        assertThat(hanging.handle((answer, _) -> answer == null ? 0 : answer.statusCode()).get())
            .as("refused or cut off")
            .isIn(0, 503);
      } finally {
        signal("CONT", postgres);
        postgres.destroy();
        postgres.onExit().get(30, TimeUnit.SECONDS);
      }
    }
  }

  private Connection connect(ServerProcess server) throws Exception {
    assertThat(server.address()).isNotNull();
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%s/postgres".formatted(pidFile(3)), "postgres", null);
  }

  private String pidFile(int line) throws Exception {
    return Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(line).strip();
  }

  private CompletableFuture<HttpResponse<String>> create(ServerProcess server) throws Exception {
    URI address = server.address();
    String token = Files.readString(folder.resolve("demo-token")).strip();
    return CompletableFuture.supplyAsync(() -> {
      try {
        return ServerProcess.create(address, token);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static void awaitOneThatWaits(DSLContext database) {
    await(() ->
        database.fetchExists(
            DSL.table("pg_stat_activity"), DSL.condition("wait_event_type = 'Lock'")));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
  }

  private static boolean isRefused(URI address) throws Exception {
    try (Socket _ = new Socket(address.getHost(), address.getPort())) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  /** Asks to keep the connection, and reads until the server closes it. */
  private static String answerToTheEnd(URI address) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** PostgreSQL's processes are stopped from the outside, as on a machine that hangs. */
  private static void signal(String signal, ProcessHandle postgres) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    postgres.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    command.add(String.valueOf(postgres.pid()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}

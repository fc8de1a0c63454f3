package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.ServerProcess;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server whose log is JSON and whose traces go to a collector. */
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir Path folder = Path.of("");

  private final List<String> spans = new CopyOnWriteArrayList<>();
  private final List<String> others = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
          boolean traces = exchange.getRequestURI().getPath().equals("/v1/traces");
          (traces ? spans : others).add(body);
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stopCollector() {
    collector.stop(0);
  }

  @Test
  void aRequestIsASpanOfItsCallersTraceAndALineOfJson() throws Exception {
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
    JsonNode line;
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                endpoint,
                "OTEL_BSP_SCHEDULE_DELAY",
                "200",
                "LOG_FORMAT",
                "json"))) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address().resolve("/api/v1/customers"))
              .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(TRACE))
              .header("X-Request-Id", "one-of-mine")
              .POST(BodyPublishers.noBody())
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(401);

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !spans.isEmpty());
      server.stop();
      server.process().onExit().join();
      line =
          server
              .log()
              .lines()
              .map(WireJson.mapper()::readTree)
              .filter(entry -> entry.path("request_id").asString("").equals("one-of-mine"))
              .findFirst()
              .orElseThrow();
    }
    String traceBytes = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    assertThat(spans)
        .anyMatch(
            body -> body.contains("http post /api/v1/customers") && body.contains(traceBytes));
    assertThat(others).as("neither metrics nor logs are sent").isEmpty();
    assertThat(line.at("/method").asString()).isEqualTo("POST");
    assertThat(line.at("/path").asString()).isEqualTo("/api/v1/customers");
    assertThat(line.at("/status").asInt()).isEqualTo(401);
    assertThat(line.at("/duration_ms").isNumber()).isTrue();
    assertThat(line.path("trace.id").asString()).isEqualTo(TRACE);
    assertThat(line.at("/service/name").asString()).isEqualTo("customers");
  }
}

package com.dayzero.customers.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.FailingFilter;
import com.dayzero.customers.server.RawRequest;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@RunningServer
@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest {
  private final Api api;
  private final Tenant owner;
  private final MeterRegistry meters;

  @Autowired
  AccessLogTest(Api api, Tenants tenants, MeterRegistry meters) {
    this.api = api;
    this.meters = meters;
    this.owner = tenants.owner();
  }

  @Test
  void saysWhoAskedForWhatAndNeverATokenABodyOrAQuery(CapturedOutput log) {
    api.create(
        owner,
        BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"kept.quiet@acme.com\"}"),
        "Content-Type",
        "application/json",
        "X-Request-Id",
        "one-of-mine");
    api.send(api.request("/nothing?secret=42").GET().header("X-Request-Id", "another-of-mine"));

    assertThat(line(log, "another-of-mine")).contains("GET /nothing 404 in ");
    assertThat(line(log, "one-of-mine"))
        .containsPattern("POST /api/v1/customers 201 in \\d+ ms, business " + owner.businessId())
        .containsPattern(", token [0-9a-f-]{36}$");
    assertThat(log.getAll()).doesNotContain(owner.token(), "kept.quiet@acme.com", "secret");
  }

  @Test
  void tellsWhatTheConnectorRefusesByItself(CapturedOutput log) throws IOException {
    URI address = URI.create(api.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /%00 HTTP/1.1\r\nHost: x\r\nX-Request-Id: refused-early\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
    assertThat(line(log, "refused-early")).contains("GET /%00 400 in ");
  }

  /** Anybody can send one, so it is no error of the server's. */
  @Test
  void tellsOfAHeadThatIsTooLongInOneLine(CapturedOutput log) throws IOException {
    String answer =
        RawRequest.send(
            api,
            "POST /too-long HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nX: %s\r\n\r\n"
                .formatted("x".repeat(9000)));

    assertThat(answer).startsWith("HTTP/1.1 400").endsWith("{\"detail\":\"Bad Request\"}");
    Awaitility.await().until(() -> log.getAll().contains(" 400 in "));
    assertThat(log.getAll()).doesNotContain("ERROR", "IllegalArgumentException");
  }

  @Test
  void tellsOfADefectThatSpringNeverSawWithTheIdThatItsAnswerNames(CapturedOutput log) {
    double before = defects();
    HttpResponse<String> answer =
        api.send(api.request(FailingFilter.PATH).GET().header("X-Request-Id", "failed-early"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("X-Request-Id")).contains("failed-early");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).isPresent();
    assertThat(answer.body())
        .isEqualTo("{\"detail\":\"Internal Server Error\",\"request_id\":\"failed-early\"}");
    assertThat(log.getAll().lines().filter(line -> line.contains("[failed-early")))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("GET /fails-in-a-filter 500 in "),
            line -> assertThat(line).contains("ERROR", "GET /fails-in-a-filter failed"));
    assertThat(log.getAll().split("IllegalStateException: kept for the log"))
        .as("the stack trace, once")
        .hasSize(2);
    assertThat(defects()).isEqualTo(before + 1);
  }

  private double defects() {
    return meters.get("customers.defects").counter().count();
  }

  @Test
  void noMessageMakesALineThatLooksLikeAnother(CapturedOutput log) {
    LoggerFactory.getLogger(AccessLogTest.class)
        .warn(
            "evil\n2026-01-01 INFO forged\r\u001b[31m\u0085\u2028\u202e",
            new IllegalStateException("worse\n2026-01-01 INFO forged, too\u001b[2J"));

    assertThat(log.getAll().lines())
        .contains("  2026-01-01 INFO forged??[31m???", "  2026-01-01 INFO forged, too?[2J")
        .noneMatch(line -> line.startsWith("2026-01-01"))
        .anyMatch(line -> line.startsWith("  \tat "));
    assertThat(log.getAll()).doesNotContain("\u001b");
  }

  @Test
  void anEntryWithoutAMessageHasItsStackTrace(CapturedOutput log) {
    LoggerFactory.getLogger(AccessLogTest.class)
        .warn((String) null, new IllegalStateException("all that is known"));

    assertThat(log.getAll()).contains("IllegalStateException: all that is known");
  }

  /** The answer may be here before its line is. */
  private static String line(CapturedOutput log, String requestId) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> log.getAll().lines().filter(line -> line.contains("[" + requestId)).toList(),
            lines -> !lines.isEmpty())
        .getLast();
  }
}

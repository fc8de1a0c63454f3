package com.dayzero.customers.server.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Bodies that come slowly, or not at all, and the places of their requests. */
class ClientBodyTest extends CrowdedServer {
  private final TransactionTemplate transaction;
  private final MeterRegistry meters;

  @Autowired
  ClientBodyTest(
      Api api,
      Tenants tenants,
      Lanes lanes,
      DSLContext database,
      TransactionTemplate transaction,
      MeterRegistry meters) {
    super(api, tenants, lanes, database);
    this.transaction = transaction;
    this.meters = meters;
  }

  @Test
  void theRestOfABodyThatIsRefusedIsNotWaitedFor() throws Exception {
    transaction.executeWithoutResult(_ -> {
      fill();

      try (Socket socket = halfSent()) {
        socket.setSoTimeout(5_000);
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 503");
        Conformance.checked(request(), answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertIsRefused(api.create(owner, ACME));
    });
  }

  @Test
  void theRestOfABodyAfterItsAnswerKeepsNobodyWaitingAndHasAnEnd() throws Exception {
    String stranger = request().replace("Bearer ", "Bearer x");
    List<Socket> dripping = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket socket = sent(stranger + "{");
      dripping.add(socket);
      var _ = clients.submit(() -> drip(socket));
    }
    await().until(() -> lanes.atWork() == 0);
    assertThat(api.create(owner, ACME).statusCode()).isEqualTo(201);
    for (Socket socket : dripping) {
      socket.setSoTimeout(20_000);
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 401");
      socket.close();
    }
  }

  @Test
  void whoAsksBeforeSendingABodyIsToldToGoOnOnlyIfTheyMay() throws Exception {
    try (Socket socket = toldToGoOn()) {
      assertThat(sent(socket, ACME)).startsWith("HTTP/1.1 201");
    }
    try (Socket socket = sent(asks().replace("Bearer ", "Bearer x"))) {
      socket.setSoTimeout(5_000);
      assertThat(answer(socket)).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void whoseBodyHasComeWaitsForAPlaceAgain() throws Exception {
    try (Socket socket = toldToGoOn()) {
      // It waits for its body, which frees its place.
      await().until(() -> lanes.atWork() == 0);
      transaction.executeWithoutResult(_ -> {
        twoThatAreHeldUp();
        assertThat(sent(socket, ACME)).startsWith("HTTP/1.1 503");
      });
    }
  }

  private Socket toldToGoOn() throws IOException {
    Socket socket = sent(asks());
    socket.setSoTimeout(5_000);
    String told = "HTTP/1.1 100 \r\n\r\n";
    assertThat(new String(socket.getInputStream().readNBytes(told.length()), UTF_8))
        .isEqualTo(told);
    return socket;
  }

  /** The head of a request that asks before it sends its body. */
  private String asks() {
    return request()
        .replace("100000", String.valueOf(ACME.length()))
        .replace("Host", "Expect: 100-continue\r\nHost");
  }

  @Test
  void aRequestWhoseBodyIsStillComingDoesNotCount() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        slow.add(halfSent());
      }
      await().until(() -> api.create(owner, ACME).statusCode() == 201);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().until(() -> lanes.atWork() == 0);
  }

  @Test
  void aBodyThatComesTooSlowlyIsAnswered408AndItsConnectionClosed() throws Exception {
    try (Socket socket = halfSent()) {
      Future<?> drip = clients.submit(() -> drip(socket));
      socket.setSoTimeout(20_000);
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      drip.cancel(true);

      assertThat(answer).startsWith("HTTP/1.1 408").contains("{\"detail\":\"Request Timeout\"}");
      Conformance.checked(request(), answer);
    }
  }

  @Test
  void aBodyThatIsCompleteTooLateIsAnswered408() throws Exception {
    String request = create();
    int all = request.length() - 1;
    try (Socket socket = sent(request.substring(0, all))) {
      socket.setSoTimeout(20_000);
      await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
      assertThat(sent(socket, request.substring(all))).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void aBodyThatFallsSilentIsAnswered408AndCounted() throws Exception {
    double before = timeouts();
    try (Socket socket = halfSent()) {
      socket.setSoTimeout(20_000);
      String answer = answer(socket);

      assertThat(answer).startsWith("HTTP/1.1 408").contains("{\"detail\":\"Request Timeout\"}");
      Conformance.checked(request(), answer);
      assertThat(timeouts()).isEqualTo(before + 1);
      // The rest is not waited for, which would be another three seconds.
      socket.setSoTimeout(2_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private double timeouts() {
    return meters.get("customers.refusals").tag("reason", "timeout").counter().count();
  }

  private Socket halfSent() throws IOException {
    return sent(request() + "{");
  }
}

package com.dayzero.customers.server.load;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
    classes = ServerApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "customers.data-folder=target/test-data-load",
      "customers.load.requests-at-once=2",
      "customers.load.body-time-limit=1s",
      "customers.database.pool.time-limit=20s"
    })
@Import({Api.class, Tenants.class})
class LoadTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Api api;
  private final Tenant owner;
  private final Load load;
  private final DSLContext database;
  private final TransactionTemplate transaction;

  @Autowired
  LoadTest(
      Api api, Tenants tenants, Load load, DSLContext database, TransactionTemplate transaction) {
    this.api = api;
    this.owner = tenants.owner();
    this.load = load;
    this.database = database;
    this.transaction = transaction;
  }

  @AfterEach
  void endClients() {
    clients.shutdownNow();
  }

  @Test
  void refusesAtOnceWhatIsMoreThanItTakesOn() throws Exception {
    List<Future<HttpResponse<String>>> accepted = new ArrayList<>();
    transaction.executeWithoutResult(_ -> {
      database.execute("lock table {0} in access exclusive mode", CUSTOMERS);
      Stream.generate(() -> clients.submit(() -> api.create(owner, ACME)))
          .limit(2)
          .forEach(accepted::add);
      await().pollInSameThread().until(() -> load.atWork() == 2);

      HttpResponse<String> surplus = api.create(owner, ACME);
      assertThat(surplus.statusCode()).isEqualTo(503);
      assertThat(surplus.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
      assertThat(surplus.headers().firstValue("Retry-After")).contains("1");
      assertThat(surplus.headers().firstValue("X-Request-Id")).isPresent();
    });
    for (Future<HttpResponse<String>> answer : accepted) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
    }
    await().until(() -> load.atWork() == 0);
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
    await().until(() -> load.atWork() == 0);
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

  private Socket halfSent() throws IOException {
    URI address = URI.create(api.address());
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.getOutputStream().write((request() + "{").getBytes(UTF_8));
    return socket;
  }

  private String request() {
    return """
    POST /api/v1/customers HTTP/1.1\r
    Host: a\r
    Authorization: Bearer %s\r
    x-business-id: %s\r
    Content-Type: application/json\r
    Content-Length: 100000\r
    \r
    """
        .formatted(owner.token(), owner.businessId());
  }

  /** A byte now and then, so that the connection is never silent for long. */
  private static Void drip(Socket socket) throws Exception {
    try {
      while (true) {
        socket.getOutputStream().write(' ');
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (SocketException e) {
      return null;
    }
  }
}

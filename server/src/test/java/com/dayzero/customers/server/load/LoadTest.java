package com.dayzero.customers.server.load;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Who gets a place, who waits for one, and who is refused. */
class LoadTest extends CrowdedServer {
  private final Tenants tenants;
  private final TransactionTemplate transaction;
  private final ApplicationContext context;

  @Autowired
  LoadTest(
      Api api,
      Tenants tenants,
      Lanes lanes,
      DSLContext database,
      TransactionTemplate transaction,
      ApplicationContext context) {
    super(api, tenants, lanes, database);
    this.tenants = tenants;
    this.transaction = transaction;
    this.context = context;
  }

  @Test
  void oneMoreWaitsAndTheNextIsRefusedAtOnce() throws Exception {
    List<Future<HttpResponse<String>>> accepted = new ArrayList<>();
    transaction.executeWithoutResult(_ -> {
      accepted.addAll(twoThatAreHeldUp());
      accepted.add(clients.submit(() -> api.create(owner, ACME)));
      await().pollInSameThread().until(() -> lanes.waiting() == 1);

      assertIsRefused(api.create(owner, ACME));
    });
    for (Future<HttpResponse<String>> answer : accepted) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
    }
    await().until(() -> lanes.atWork() == 0);
  }

  @Test
  void whatWaitsForItsKeyLeavesItsPlaceToOthers() throws Exception {
    Tenant other = tenants.owner();
    List<Future<HttpResponse<String>>> same = new ArrayList<>();
    transaction.executeWithoutResult(_ -> {
      // What the first request's foreign key waits for, and all others for the first request.
      database
          .selectFrom(BUSINESSES)
          .where(BUSINESSES.ID.eq(owner.businessId()))
          .forUpdate()
          .fetchSingle();
      for (int i = 0; i < 4; i++) {
        same.add(clients.submit(() -> createWithKey("k")));
        await().pollInSameThread().pollDelay(Duration.ofMillis(200)).until(() -> true);
      }
      await().pollInSameThread().untilAsserted(() -> assertThat(lanes.atWork()).isOne());

      assertThat(api.create(other, ACME).statusCode()).isEqualTo(201);
    });
    for (Future<HttpResponse<String>> answer : same) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
    }
  }

  private HttpResponse<String> createWithKey(String key) {
    return api.create(
        owner, ofString(ACME), "Content-Type", "application/json", "Idempotency-Key", key);
  }

  @Test
  void whatWaitedTooLongIsRefusedWhenItsTurnComes() throws Exception {
    AtomicReference<Future<HttpResponse<String>>> waiting = new AtomicReference<>();
    transaction.executeWithoutResult(_ -> {
      twoThatAreHeldUp();
      waiting.set(clients.submit(() -> api.create(owner, ACME)));
      await().pollInSameThread().until(() -> lanes.waiting() == 1);
      await().pollInSameThread().pollDelay(Duration.ofMillis(1100)).until(() -> true);
    });
    assertIsRefused(waiting.get().get());
  }

  @Test
  void aClientThatDoesNotReadKeepsNobodyWaiting() throws IOException {
    String page = "GET /docs/swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n";
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        // More than the system takes for it.
        silent.add(sent(page.repeat(20)));
      }
      await().until(() -> lanes.atWork() == 0);
      assertThat(api.create(owner, ACME).statusCode()).isEqualTo(201);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aConnectionGoesOnAfterARefusalWhoseBodyHasCome() throws Exception {
    String create = create();
    try (Socket socket = sent(create.replace("Bearer ", "Bearer x"))) {
      socket.setSoTimeout(5_000);
      assertThat(answer(socket)).startsWith("HTTP/1.1 401");
      assertThat(sent(socket, create)).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void aConnectionGoesOnAfterARefusalForWantOfAPlace() throws Exception {
    String create = create();
    try (Socket socket = new Socket(address().getHost(), address().getPort())) {
      socket.setSoTimeout(5_000);
      transaction.executeWithoutResult(_ -> {
        fill();
        for (int i = 0; i < 2; i++) {
          String refusal = sent(socket, create);
          assertThat(refusal).startsWith("HTTP/1.1 503").doesNotContain("Connection: close");
          Conformance.checked(create, refusal);
        }
      });
      await().until(() -> lanes.waiting() == 0);
      assertThat(sent(socket, create)).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void howeverMuchIsOneTooManyEachRequestOfAConnectionHasItsAnswer() throws Exception {
    String create = create();
    List<Future<List<String>>> connections =
        IntStream.range(0, 50)
            .mapToObj(i -> clients.submit(() -> answersTo(create, i % 3 + 1)))
            .toList();
    Set<String> statuses = new HashSet<>();
    for (Future<List<String>> answers : connections) {
      assertThat(answers.get()).hasSize(61);
      statuses.addAll(answers.get());
    }
    assertThat(statuses).containsExactlyInAnyOrder("HTTP/1.1 201", "HTTP/1.1 503");
  }

  /**
   * The status lines of 60 answers, to requests of which so many are sent at a time, and of one
   * more after some silence, such as is allowed between two requests.
   */
  private List<String> answersTo(String request, int atOnce) throws Exception {
    List<String> answers = new ArrayList<>();
    try (Socket socket = sent("")) {
      socket.setSoTimeout(10_000);
      while (answers.size() < 60) {
        socket.getOutputStream().write(request.repeat(atOnce).getBytes(UTF_8));
        for (int i = 0; i < atOnce; i++) {
          answers.add(answer(socket).lines().findFirst().orElse("").strip());
        }
      }
      TimeUnit.SECONDS.sleep(5);
      answers.add(sent(socket, request).lines().findFirst().orElse("").strip());
    }
    return answers;
  }

  @Test
  void whoIsRefusedWhileTheServerIsNotReadyMovesOn() throws Exception {
    String create = create();
    AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    try (Socket socket = new Socket(address().getHost(), address().getPort())) {
      socket.setSoTimeout(5_000);
      transaction.executeWithoutResult(_ -> {
        fill();
        assertThat(sent(socket, create)).startsWith("HTTP/1.1 503").contains("Connection: close");
      });
    } finally {
      AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  @Test
  void aRefusedClientThatDoesNotReadKeepsNobodyFromBeingRefused() throws Exception {
    String many = "GET /docs HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100_000);
    try (Socket silent = new Socket()) {
      silent.setReceiveBufferSize(1024);
      silent.connect(new InetSocketAddress(address().getHost(), address().getPort()));
      transaction.executeWithoutResult(_ -> {
        fill();
        Future<?> sending = clients.submit(() -> write(silent, many));
        await().atMost(Duration.ofSeconds(5)).until(sending::isDone);

        long start = System.nanoTime();
        assertIsRefused(api.create(owner, ACME));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      });
    }
  }

  private static Void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      // The server has closed the connection.
    }
    return null;
  }
}

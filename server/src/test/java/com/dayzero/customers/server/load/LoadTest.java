package com.dayzero.customers.server.load;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
    classes = ServerApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "customers.data-folder=target/test-data-load",
      "customers.load.requests-at-once=2",
      "customers.load.requests-waiting=1",
      "customers.load.max-wait=1s",
      "customers.load.body-time-limit=1s",
      "server.tomcat.connection-timeout=3s",
      "customers.database.pool.time-limit=20s"
    })
@Import({Api.class, Tenants.class})
class LoadTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Api api;
  private final Tenants tenants;
  private final Tenant owner;
  private final Lanes lanes;
  private final DSLContext database;
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
    this.api = api;
    this.tenants = tenants;
    this.owner = tenants.owner();
    this.lanes = lanes;
    this.database = database;
    this.transaction = transaction;
    this.context = context;
  }

  @AfterEach
  void endClients() {
    clients.shutdownNow();
    await().until(() -> lanes.atWork() == 0);
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
      assertThat(lanes.atWork()).isOne();

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

  @Test
  void whoAsksBeforeSendingABodyIsToldToGoOnOnlyIfTheyMay() throws Exception {
    String asks =
        request()
            .replace("100000", String.valueOf(ACME.length()))
            .replace("Host", "Expect: 100-continue\r\nHost");
    try (Socket socket = sent(asks)) {
      socket.setSoTimeout(5_000);
      String told = "HTTP/1.1 100 \r\n\r\n";
      assertThat(new String(socket.getInputStream().readNBytes(told.length()), UTF_8))
          .isEqualTo(told);
      assertThat(sent(socket, ACME)).startsWith("HTTP/1.1 201");
    }
    try (Socket socket = sent(asks.replace("Bearer ", "Bearer x"))) {
      socket.setSoTimeout(5_000);
      assertThat(answer(socket)).startsWith("HTTP/1.1 401");
    }
  }

  /** The answer to a request on a connection that is there already. */
  private static String sent(Socket socket, String request) {
    try {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return answer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoseBodyHasComeWaitsForAPlaceAgain() throws Exception {
    String request = create();
    int all = request.length() - 1;
    try (Socket socket = sent(request.substring(0, all))) {
      socket.setSoTimeout(5_000);
      // It waits for the rest of its body, which frees its place.
      await().pollDelay(Duration.ofMillis(300)).until(() -> lanes.atWork() == 0);
      transaction.executeWithoutResult(_ -> {
        twoThatAreHeldUp();
        assertThat(sent(socket, request.substring(all))).startsWith("HTTP/1.1 503");
      });
    }
  }

  /** Two are held up, and one waits: the next is one too many. */
  private void fill() {
    twoThatAreHeldUp();
    var _ = clients.submit(() -> api.create(owner, ACME));
    await().pollInSameThread().until(() -> lanes.waiting() == 1);
  }

  private List<Future<HttpResponse<String>>> twoThatAreHeldUp() {
    database.execute("lock table {0} in access exclusive mode", CUSTOMERS);
    List<Future<HttpResponse<String>>> heldUp =
        Stream.generate(() -> clients.submit(() -> api.create(owner, ACME))).limit(2).toList();
    await().pollInSameThread().until(() -> waitingForLocks() == 2);
    return heldUp;
  }

  private int waitingForLocks() {
    return database.fetch("select 1 from pg_locks where not granted").size();
  }

  private static void assertIsRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
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
    return context
        .getBean(MeterRegistry.class)
        .get("customers.refusals")
        .tag("reason", "timeout")
        .counter()
        .count();
  }

  private Socket halfSent() throws IOException {
    return sent(request() + "{");
  }

  private Socket sent(String text) throws IOException {
    Socket socket = new Socket(address().getHost(), address().getPort());
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return socket;
  }

  private URI address() {
    return URI.create(api.address());
  }

  /** An answer to the end of its body. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
      answer.append((char) c);
      if (c == '}') {
        break;
      }
    }
    return answer.toString();
  }

  private String create() {
    return request().replace("100000", String.valueOf(ACME.length())) + ACME;
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

package com.dayzero.customers.server.load;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A server that works on two requests at once while one more waits, and clients of it; its limits
 * of time are short, but the database's is long.
 */
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
abstract class CrowdedServer {
  static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  final Api api;
  final Tenant owner;
  final Lanes lanes;
  final DSLContext database;

  CrowdedServer(Api api, Tenants tenants, Lanes lanes, DSLContext database) {
    this.api = api;
    this.owner = tenants.owner();
    this.lanes = lanes;
    this.database = database;
  }

  @AfterEach
  void endClients() {
    clients.shutdownNow();
    await().until(() -> lanes.atWork() == 0);
  }

  /** Two are held up, and one waits: the next is one too many. */
  void fill() {
    twoThatAreHeldUp();
    var _ = clients.submit(() -> api.create(owner, ACME));
    await().pollInSameThread().until(() -> lanes.waiting() == 1);
  }

  List<Future<HttpResponse<String>>> twoThatAreHeldUp() {
    database.execute("lock table {0} in access exclusive mode", CUSTOMERS);
    List<Future<HttpResponse<String>>> heldUp =
        Stream.generate(() -> clients.submit(() -> api.create(owner, ACME))).limit(2).toList();
    await().pollInSameThread().until(() -> waitingForLocks() == 2);
    return heldUp;
  }

  int waitingForLocks() {
    return database.fetch("select 1 from pg_locks where not granted").size();
  }

  /** The answer to a request on a connection that is there already. */
  static String sent(Socket socket, String request) {
    try {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return answer(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket sent(String text) throws IOException {
    Socket socket = new Socket(address().getHost(), address().getPort());
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return socket;
  }

  URI address() {
    return URI.create(api.address());
  }

  /** An answer to the end of its body. */
  static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
      answer.append((char) c);
      if (c == '}') {
        break;
      }
    }
    return answer.toString();
  }

  String create() {
    return request().replace("100000", String.valueOf(ACME.length())) + ACME;
  }

  String request() {
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

  static void assertIsRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** A byte now and then, so that the connection is never silent for long. */
  static Void drip(Socket socket) throws Exception {
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

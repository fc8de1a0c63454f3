package com.dayzero.customers.server.trials;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.ServerApplication;
import com.dayzero.customers.server.Tenants.Tenant;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jooq.CloseableDSLContext;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What clients see while the database is away, slow or full, and afterwards. */
class BrokenDatabaseTest {
  /** Within these seconds the contract's 503 has to be there, whatever the database does. */
  private static final Duration PROMISED = Duration.ofSeconds(3);

  /** So soon after the database has come back all is well again. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  private static PostgresServer postgres;
  private static ConfigurableApplicationContext server;
  private static Tenant owner;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private int before;

  @BeforeEach
  void countWhatIsThere() {
    before = stored();
  }

  @BeforeAll
  static void start() throws IOException {
    postgres = PostgresServer.create(Trial.folder("broken-database"));
    server =
        SpringApplication.run(
            ServerApplication.class,
            "--server.port=0",
            "--management.server.port=-1",
            "--customers.database.url=" + PostgresServer.url(postgres));
    owner = postgres.owner();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @AfterEach
  void nothingIsLeakedAndNothingRefusedIsStored() {
    await().atMost(RECOVERY).until(() -> create().statusCode() == 201);
    HikariPoolMXBean pool = server.getBean(HikariDataSource.class).getHikariPoolMXBean();
    await()
        .untilAsserted(() -> {
          assertThat(pool.getActiveConnections()).as("connections in use").isZero();
          assertThat(pool.getThreadsAwaitingConnection()).as("threads that wait").isZero();
        });
    assertThat(stored() - before)
        .as("stored; a create without a key that was answered 503 may be sent again")
        .isEqualTo(acknowledged.get());
  }

  @Test
  void aFrozenDatabaseIsTold() throws Exception {
    postgres.freeze();
    try {
      assertThatAllAreRefusedInTime(30);
      assertThatAllAreRefusedInTime(30);
    } finally {
      postgres.thaw();
    }
  }

  @Test
  void aDatabaseThatWasKilledIsTold() throws Exception {
    postgres.kill();
    try {
      assertThatAllAreRefusedInTime(30);
      assertThatAllAreRefusedInTime(30);
    } finally {
      postgres.restart();
    }
  }

  @Test
  void aDatabaseThatLetsNobodyInIsTold() throws Exception {
    try (CloseableDSLContext other = postgres.connect("template1")) {
      other.execute("alter database postgres allow_connections false");
      try {
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
        assertThatAllAreRefusedInTime(10);
      } finally {
        other.execute("alter database postgres allow_connections true");
      }
    }
  }

  @Test
  void aDatabaseThatMayOnlyBeReadIsTold() throws Exception {
    setReadOnly("on");
    try {
      await().atMost(RECOVERY).until(() -> create().statusCode() == 503);
      assertThatAllAreRefusedInTime(10);
    } finally {
      setReadOnly("off");
    }
  }

  /** Only creates have to write: that a token was used is noted where it can be. */
  @Test
  void aDatabaseThatMayOnlyBeReadStillTellsWhatIsWrongWithABody() throws Exception {
    Tenant unused = postgres.owner();
    setReadOnly("on");
    try {
      await().atMost(RECOVERY).until(() -> create().statusCode() == 503);
      assertThat(send(unused, "{}").statusCode()).isEqualTo(422);
    } finally {
      setReadOnly("off");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "disk full, 53100",
    "out of memory, 53200",
    "too many connections, 53300",
    "deadlock, 40P01",
    "serialization failure, 40001",
    "statement timeout, 57014",
    "shutting down, 57P01",
    "input/output error, 58030"
  })
  void whatPassesIsTold(String what, String state) throws Exception {
    onChangesOf(CUSTOMERS, "raise exception '%s' using errcode = '%s';".formatted(what, state));
    try {
      assertThatAllAreRefusedInTime(3);
    } finally {
      onChangesOf(CUSTOMERS, "");
    }
  }

  @Test
  void aDatabaseWhoseEveryAnswerTakesLongIsTold() throws Exception {
    onChangesOf(CUSTOMERS, "perform pg_sleep(1);");
    onChangesOf(IDEMPOTENCY_KEYS, "perform pg_sleep(1);");
    try {
      assertThat(refused("Idempotency-Key", "slow")).isLessThan(PROMISED);
    } finally {
      onChangesOf(CUSTOMERS, "");
      onChangesOf(IDEMPOTENCY_KEYS, "");
    }
  }

  @Test
  void aSlowDatabaseIsTold() throws Exception {
    onChangesOf(CUSTOMERS, "perform pg_sleep(20);");
    try {
      assertThatAllAreRefusedInTime(30);
    } finally {
      onChangesOf(CUSTOMERS, "");
    }
  }

  private void assertThatAllAreRefusedInTime(int requests) throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Duration>> times = new ArrayList<>();
      Stream.generate(() -> clients.submit(() -> refused())).limit(requests).forEach(times::add);
      for (Future<Duration> time : times) {
        assertThat(time.get()).isLessThan(PROMISED);
      }
    }
  }

  /** How long it took until a create was refused. */
  private Duration refused(String... headers) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> answer = create(headers);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private HttpResponse<String> create(String... headers) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(owner, "{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}", headers);
    if (answer.statusCode() == 201) {
      acknowledged.incrementAndGet();
    }
    return answer;
  }

  private HttpResponse<String> send(Tenant caller, String body, String... headers)
      throws IOException, InterruptedException {
    String port = server.getEnvironment().getProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/customers"))
            .header("Authorization", "Bearer " + caller.token())
            .header("x-business-id", caller.businessId().toString())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Conformance.checked(
        request.build(), client.send(request.build(), BodyHandlers.ofString()));
  }

  private static int stored() {
    try (CloseableDSLContext database = postgres.connect()) {
      return database.fetchCount(CUSTOMERS);
    }
  }

  /** Has every insert into that table, and every update, do this first. */
  private static void onChangesOf(Table<?> table, String what) {
    try (CloseableDSLContext database = postgres.connect()) {
      database.execute(
          """
          create or replace function first() returns trigger language plpgsql as
          $$ begin %s return new; end $$
          """
              .formatted(what));
      database.execute(
          "create or replace trigger first before insert or update on {0} for each row execute"
              + " function first()",
          table);
    }
  }

  private static void setReadOnly(String value) {
    try (CloseableDSLContext database = postgres.connect()) {
      database.execute("set default_transaction_read_only = off");
      database.execute("alter system set default_transaction_read_only = " + value);
      database.execute("select pg_reload_conf()");
    }
  }
}

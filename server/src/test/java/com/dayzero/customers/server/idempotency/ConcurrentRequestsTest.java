package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static com.dayzero.customers.server.idempotency.Keys.ACME;
import static com.dayzero.customers.server.idempotency.Keys.replayed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.table;

import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.database.LockPatience;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@RunningServer
class ConcurrentRequestsTest {
  private static final String FOREIGN_TERM =
      ACME.replace("}", ",\"default_payment_term_id\":\"unknown\"}");

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final DSLContext database;
  private final IdempotencyRepository answers;
  private final TransactionTemplate transaction;
  private final MeterRegistry meters;
  private final Keys keys;

  @Autowired
  ConcurrentRequestsTest(
      Api api,
      Tenants tenants,
      DSLContext database,
      IdempotencyRepository answers,
      TransactionTemplate transaction,
      MeterRegistry meters) {
    this.database = database;
    this.answers = answers;
    this.transaction = transaction;
    this.meters = meters;
    this.keys = new Keys(api, tenants, database);
  }

  @AfterEach
  void endClients() {
    clients.shutdownNow();
  }

  @Test
  void oneOfTwentyCreatesAndNineteenAreAnsweredTheSame() throws Exception {
    List<Future<HttpResponse<String>>> sent =
        transaction.execute(_ -> {
          // What the first request's foreign key waits for, so that the others come to wait for it.
          database
              .selectFrom(BUSINESSES)
              .where(BUSINESSES.ID.eq(keys.owner().businessId()))
              .forUpdate()
              .fetchSingle();
          List<Future<HttpResponse<String>>> all =
              IntStream.range(0, 20)
                  .mapToObj(_ -> clients.submit(() -> keys.create("k", ACME)))
                  .toList();
          untilRequestsWait(1);
          return all;
        });
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (Future<HttpResponse<String>> answer : sent) {
      answers.add(answer.get());
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertThat(answers)
        .extracting(answer -> answer.headers().firstValue("Location"))
        .containsOnly(answers.getFirst().headers().firstValue("Location"));
    assertThat(answers).filteredOn(answer -> replayed(answer).isPresent()).hasSize(19);
    assertThat(keys.storedCustomers()).isOne();
    assertThat(keys.storedKeys()).isOne();
  }

  @Test
  void theSecondCreatesWhereTheFirstIsRolledBack() throws Exception {
    Future<HttpResponse<String>> second =
        transaction.execute(first -> {
          takeKey("k");
          Future<HttpResponse<String>> waiting = clients.submit(() -> keys.create("k", ACME));
          untilRequestsWait(1);
          first.setRollbackOnly();
          return waiting;
        });

    HttpResponse<String> answer = second.get();
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(replayed(answer)).isEmpty();
    assertThat(keys.storedCustomers()).isOne();
  }

  @Test
  void theSecondIsAnswered503WhereTheFirstTakesTooLong() {
    HttpResponse<String> second =
        transaction.execute(first -> {
          takeKey("k");
          first.setRollbackOnly();
          return keys.create("k", ACME);
        });

    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    assertThat(keys.storedCustomers()).isZero();
    assertThat(keys.create("k", ACME).statusCode()).isEqualTo(201);
  }

  @Test
  void keysThatAnotherServerWorksOnKeepNoOtherWaiting() throws Exception {
    List<Future<HttpResponse<String>>> same =
        transaction.execute(other -> {
          takeKey("k");
          takeKey("l");
          List<Future<HttpResponse<String>>> waiting =
              List.of(
                  clients.submit(() -> keys.create("k", ACME)),
                  clients.submit(() -> keys.create("l", ACME)));
          untilRequestsWait(2);
          assertThat(keys.create("another", ACME).statusCode()).isEqualTo(201);
          other.setRollbackOnly();
          return waiting;
        });
    for (Future<HttpResponse<String>> answer : same) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
    }
  }

  @Test
  void requestsThatShareATransactionAreEachAnsweredForThemselves() throws Exception {
    HttpResponse<String> before = keys.create("before", ACME);
    List<Future<HttpResponse<String>>> fresh = new ArrayList<>();
    List<Future<HttpResponse<String>>> refused = new ArrayList<>();
    List<Future<HttpResponse<String>>> reused = new ArrayList<>();
    List<Future<HttpResponse<String>>> replays =
        transaction.execute(_ -> {
          // What the first two wait for, so that all others come together.
          database.execute("lock table {0} in access exclusive mode", IDEMPOTENCY_KEYS);
          fresh.add(clients.submit(() -> keys.create("first", ACME)));
          fresh.add(clients.submit(() -> keys.create("second", ACME)));
          untilRequestsWait(2);
          for (int number = 0; number < 10; number++) {
            String key = "new " + number;
            fresh.add(clients.submit(() -> keys.create(key, ACME)));
            refused.add(clients.submit(() -> keys.create("refused " + key, FOREIGN_TERM)));
          }
          reused.add(clients.submit(() -> keys.create("before", FOREIGN_TERM)));
          await().pollInSameThread().until(() -> waitingForConnections() == 21);
          return List.of(clients.submit(() -> keys.create("before", ACME)));
        });

    for (Future<HttpResponse<String>> answer : fresh) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
      assertThat(replayed(answer.get())).isEmpty();
    }
    for (Future<HttpResponse<String>> answer : replays) {
      assertThat(answer.get().body()).isEqualTo(before.body());
      assertThat(replayed(answer.get())).isPresent();
    }
    for (Future<HttpResponse<String>> answer : refused) {
      assertThat(answer.get().statusCode()).isEqualTo(400);
    }
    for (Future<HttpResponse<String>> answer : reused) {
      assertThat(answer.get().statusCode()).isEqualTo(422);
    }
    assertThat(keys.storedCustomers()).isEqualTo(13);
    assertThat(keys.storedKeys()).as("no refusal is remembered").isEqualTo(13);
    assertThat(transactionsOfNewKeys())
        .as("ten customers in two transactions at most")
        .isBetween(1, 2);
  }

  private int transactionsOfNewKeys() {
    return database.fetchCount(
        selectDistinct(field("xmin::text"))
            .from(IDEMPOTENCY_KEYS)
            .where(
                IDEMPOTENCY_KEYS.BUSINESS_ID.eq(keys.owner().businessId()),
                IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.like("new %")));
  }

  private int waitingForConnections() {
    return (int) meters.get("customers.connections.waiting").gauge().value();
  }

  private void takeKey(String name) {
    ScopedKey key = new ScopedKey(keys.owner().businessId(), Keys.OPERATION, name);
    byte[] fingerprint = IdempotencyKeys.fingerprint(ACME.getBytes(UTF_8));
    AnsweredRequest request =
        new AnsweredRequest(new KeyedRequest(key, fingerprint), new Answer("/", "{}"));
    assertThat(answers.take(List.of(request), LockPatience.AS_EVER)).containsExactly(key);
  }

  /** Asks on this thread's connection: the waiting ones may have all others. */
  private void untilRequestsWait(int requests) {
    await()
        .pollInSameThread()
        .until(() ->
            database.fetchCount(table("pg_locks"), field("granted", Boolean.class).isFalse())
                >= requests);
  }
}

package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.idempotency.Keys.ACME;
import static com.dayzero.customers.server.idempotency.Keys.replayed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import com.dayzero.customers.contract.IdempotencyKeys;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.database.LockPatience;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final DSLContext database;
  private final IdempotencyRepository answers;
  private final TransactionTemplate transaction;
  private final Keys keys;

  @Autowired
  ConcurrentRequestsTest(
      Api api,
      Tenants tenants,
      DSLContext database,
      IdempotencyRepository answers,
      TransactionTemplate transaction) {
    this.database = database;
    this.answers = answers;
    this.transaction = transaction;
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
    String invoiced = ACME.replace("}", ",\"default_payment_term_id\":\"net0\"}");
    HttpResponse<String> before = keys.create("before", ACME);
    List<Future<HttpResponse<String>>> fresh = new ArrayList<>();
    List<Future<HttpResponse<String>>> again = new ArrayList<>();
    List<Future<HttpResponse<String>>> refused = new ArrayList<>();
    List<Future<HttpResponse<String>>> reused = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      String name = "new " + number;
      fresh.add(clients.submit(() -> keys.create(name, ACME)));
      again.add(clients.submit(() -> keys.create("before", ACME)));
      refused.add(clients.submit(() -> keys.create("refused " + name, invoiced)));
      reused.add(clients.submit(() -> keys.create("before", invoiced)));
    }

    for (Future<HttpResponse<String>> answer : fresh) {
      assertThat(answer.get().statusCode()).isEqualTo(201);
      assertThat(replayed(answer.get())).isEmpty();
    }
    for (Future<HttpResponse<String>> answer : again) {
      assertThat(answer.get().body()).isEqualTo(before.body());
      assertThat(replayed(answer.get())).isPresent();
    }
    for (Future<HttpResponse<String>> answer : refused) {
      assertThat(answer.get().statusCode()).isEqualTo(400);
    }
    for (Future<HttpResponse<String>> answer : reused) {
      assertThat(answer.get().statusCode()).isEqualTo(422);
    }
    assertThat(keys.storedCustomers()).isEqualTo(11);
    assertThat(keys.storedKeys()).as("no refusal is remembered").isEqualTo(11);
  }

  private void takeKey(String name) {
    ScopedKey key = new ScopedKey(keys.owner().businessId(), Keys.OPERATION, name);
    byte[] fingerprint = IdempotencyKeys.fingerprint(ACME.getBytes(UTF_8));
    KeyedRequest request = new KeyedRequest(key, fingerprint);
    assertThat(answers.take(Map.of(request, new Answer("/", "{}")), LockPatience.AS_EVER))
        .containsExactly(key);
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

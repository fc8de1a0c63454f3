package com.dayzero.customers.server.database;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@RunningServer
class BusyDatabaseTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final Api api;
  private final Tenants tenants;
  private final Tenant owner;
  private final DSLContext database;
  private final TransactionTemplate transaction;

  @Autowired
  BusyDatabaseTest(Api api, Tenants tenants, DSLContext database, TransactionTemplate transaction) {
    this.api = api;
    this.tenants = tenants;
    this.owner = tenants.owner();
    this.database = database;
    this.transaction = transaction;
  }

  @Test
  void aRequestThatWaitsTooLongForALockIsAnswered503() {
    HttpResponse<String> answer =
        transaction.execute(locking -> {
          database.execute("lock table {0} in access exclusive mode", CUSTOMERS);
          return api.create(owner, ACME);
        });

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(api.create(owner, ACME).statusCode()).isEqualTo(201);
  }

  @Test
  void aLockOnOneTenantsRowKeepsNoOtherWaiting() {
    String term = tenants.paymentTerm(owner);
    Tenant other = tenants.owner();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpResponse<String> answer =
          transaction.execute(_ -> {
            database.fetch("select from payment_terms where id = {0} for update", val(term));
            // More than there are connections.
            for (int number = 0; number < 30; number++) {
              var _ = clients.submit(() -> api.create(owner, withTerm(term)));
            }
            await().pollInSameThread().until(() -> locksWaitedFor() > 0);
            return api.create(other, ACME);
          });
      assertThat(answer.statusCode()).isEqualTo(201);
    }
  }

  /** It was there when the statement began, and is gone when that has waited for its lock. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPaymentTermThatIsDeletedMeanwhileIsUnknownAndNoDefect(boolean afterPatientWait)
      throws Exception {
    String term = tenants.paymentTerm(owner);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> create =
          transaction.execute(_ -> {
            database.execute("delete from payment_terms where id = {0}", val(term));
            Future<HttpResponse<String>> waiting =
                clients.submit(() -> api.create(owner, withTerm(term)));
            await().pollInSameThread().until(() -> locksWaitedFor() > 0);
            if (afterPatientWait) {
              // Longer than the two attempts that wait for a moment only.
              await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            }
            return waiting;
          });
      assertThat(create.get().statusCode()).isIn(400, 503);
    }
    assertThat(api.create(owner, withTerm(term)).statusCode()).isEqualTo(400);
  }

  private int locksWaitedFor() {
    return database.fetchCount(table("pg_locks"), field("granted", Boolean.class).isFalse());
  }

  private static String withTerm(String term) {
    return ACME.replace("}", ",\"default_payment_term_id\":\"" + term + "\"}");
  }
}

package com.dayzero.customers.server.database;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpResponse;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@RunningServer
class BusyDatabaseTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final Api api;
  private final Tenant owner;
  private final DSLContext database;
  private final TransactionTemplate transaction;

  @Autowired
  BusyDatabaseTest(Api api, Tenants tenants, DSLContext database, TransactionTemplate transaction) {
    this.api = api;
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
}

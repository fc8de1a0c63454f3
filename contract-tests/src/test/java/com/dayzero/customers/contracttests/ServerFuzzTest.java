package com.dayzero.customers.contracttests;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class ServerFuzzTest {
  private static final int BODIES = 3000;
  private static final long SEED = 20261123;

  private final Api api;
  private final Tenant owner;
  private final DSLContext database;
  private final Collection<String> fields;

  @Autowired
  ServerFuzzTest(Api api, Tenants tenants, Contract contract, DSLContext database) {
    this.api = api;
    this.owner = tenants.owner();
    this.database = database;
    this.fields =
        contract
            .document()
            .at("/components/schemas/CustomerCreateRequest/properties")
            .propertyNames();
  }

  @Test
  void answersWhateverIsSentAsTheContractSaysAndStoresWhatItCreated(TestReporter report) {
    Fuzz fuzz = new Fuzz(SEED, fields);
    Map<Integer, Integer> counts = new TreeMap<>();
    Set<String> created = new TreeSet<>();
    for (int i = 0; i < BODIES; i++) {
      String type = i % 50 == 0 ? "text/plain" : "application/json";
      HttpResponse<String> answer =
          api.create(owner, BodyPublishers.ofByteArray(fuzz.next()), "Content-Type", type);
      counts.merge(answer.statusCode(), 1, Integer::sum);
      if (answer.statusCode() == 201) {
        created.add(WireJson.mapper().readTree(answer.body()).get("id").asString());
      }
    }
    report.publishEntry("bodies that nobody thought of, seed " + SEED, counts.toString());
    assertThat(counts).containsOnlyKeys(201, 400, 415, 422);
    assertThat(storedIds()).isEqualTo(created);
  }

  private Set<String> storedIds() {
    return new TreeSet<>(
        database
            .fetch("select id::text from customers where business_id = ?", owner.businessId())
            .getValues(0, String.class));
  }
}

package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@RunningServer
class MetricsTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";
  private static final String REQUESTS = "http_server_requests_seconds_count";

  private final Api api;
  private final Tenant owner;
  private final Scrape management;

  @Autowired
  MetricsTest(Api api, Tenants tenants, Environment environment) {
    this.api = api;
    this.owner = tenants.owner();
    this.management =
        new Scrape(
            "http://127.0.0.1:%s/actuator"
                .formatted(environment.getProperty("local.management.port")));
  }

  @Test
  void countsRequestsByOperationAndStatus() {
    String[] labels = {"method=\"POST\"", "uri=\"/api/v1/customers\"", "status=\"201\""};
    allAreCounted();
    double before = management.sum(REQUESTS, labels);
    api.create(owner, ACME);
    allAreCounted();
    assertThat(management.sum(REQUESTS, labels)).isEqualTo(before + 1);
    assertThat(management.metrics())
        .anyMatch(line ->
            line.startsWith("http_server_requests_seconds_bucket{") && line.contains("le=\"0.1\""));
  }

  @Test
  void strangersCannotMakeUpSeries() {
    ask("GET", "/nothing/1");
    ask("BREW", Api.CUSTOMERS);
    allAreCounted();
    List<String> before = ownSeries();
    for (int i = 0; i < 20; i++) {
      ask("GET", "/nothing/x" + i);
      ask("BREW" + i, Api.CUSTOMERS);
    }
    allAreCounted();
    assertThat(ownSeries()).isEqualTo(before);
    assertThat(management.metrics()).noneMatch(line -> line.contains("BREW"));
  }

  @Test
  void countsRefusalsByTheContractsNameOfTheReason() {
    double before = management.sum("customers_refusals_total", "reason=\"not_authenticated\"");
    api.createWith(List.of());
    assertThat(management.sum("customers_refusals_total", "reason=\"not_authenticated\""))
        .isEqualTo(before + 1);
  }

  @Test
  void countsViolationsByFieldAndType() {
    api.create(owner, "{\"name\":1,\"email\":\"nobody\",\"made_up\":1}");
    api.create(owner, "{\"name\":");
    assertThat(violations("name", "string_type")).isPositive();
    assertThat(violations("email", "value_error")).isPositive();
    assertThat(violations("none", "json_invalid")).isPositive();
    assertThat(management.metrics()).noneMatch(line -> line.contains("made_up"));
  }

  @Test
  void showsFromTheStartWhatHasNotHappenedYet() {
    assertThat(management.metrics())
        .anyMatch(line -> line.startsWith("customers_defects_total "))
        .anyMatch(line -> line.startsWith("customers_load_refusals_total "));
  }

  @Test
  void countsReplaysAndKeysThatWereUsedForSomethingElse() {
    double before = management.sum("customers_idempotency_replays_total");
    createWithKey(ACME);
    createWithKey(ACME);
    createWithKey(ACME.replace("Acme", "Other"));
    assertThat(management.sum("customers_idempotency_replays_total")).isEqualTo(before + 1);
    assertThat(violations("Idempotency-Key", "idempotency_key_reused")).isPositive();
  }

  /**
   * An answer may be here before its request is counted, but a connection's next request is not
   * looked at before.
   */
  private void allAreCounted() {
    ask("GET", "/nothing");
  }

  private void createWithKey(String json) {
    api.create(
        owner,
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "key-of-metrics");
  }

  private double violations(String field, String type) {
    return management.sum(
        "customers_violations_total",
        "field=\"%s\"".formatted(field),
        "type=\"%s\"".formatted(type));
  }

  /** Those of the JVM come with its first collections. */
  private List<String> ownSeries() {
    return management.metrics().stream()
        .filter(line -> line.startsWith("customers_") || line.startsWith("http_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  private void ask(String method, String path) {
    api.send(api.request(path).method(method, BodyPublishers.noBody()));
  }
}

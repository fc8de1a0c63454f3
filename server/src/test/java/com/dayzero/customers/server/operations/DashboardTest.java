package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Dashboard, alerts and manual know of no metric that the server does not tell. */
@RunningServer
class DashboardTest {
  private static final Path HOSTING = Path.of("../hosting");

  /** Label matchers, ranges and lists of labels, in which no name is a metric's. */
  private static final Pattern LABELS =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|without)\\s*\\([^)]*\\)");

  private static final Pattern METRIC = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");

  private final Scrape management;

  @Autowired
  DashboardTest(Api api, Tenants tenants, Environment environment) {
    this.management =
        new Scrape(
            "http://127.0.0.1:%s/actuator"
                .formatted(environment.getProperty("local.management.port")));
    Tenant owner = tenants.owner();
    api.create(owner, "{\"name\":1}");
    for (int i = 0; i < 2; i++) {
      api.create(
          owner,
          BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}"),
          "Content-Type",
          "application/json",
          "Idempotency-Key",
          "key-of-the-dashboard");
    }
  }

  @Test
  void everyMetricOfTheDashboardIsThere() throws Exception {
    JsonNode dashboard =
        JsonMapper.shared().readTree(Files.readString(HOSTING.resolve("grafana-dashboard.json")));
    assertThat(dashboard.path("panels")).hasSizeGreaterThan(10);
    checkAll(dashboard.findValuesAsString("expr"));
  }

  @Test
  void everyMetricOfTheAlertsIsThere() throws Exception {
    JsonNode alerts =
        new YAMLMapper().readTree(Files.readString(HOSTING.resolve("prometheus-alerts.yaml")));
    List<String> expressions = alerts.findValuesAsString("expr");
    assertThat(expressions).hasSizeGreaterThan(8);
    checkAll(expressions);
  }

  @Test
  void everyMetricOfTheManualIsThere() throws Exception {
    Set<String> named =
        Pattern.compile("`((?:http|customers|hikaricp|jvm|process|logback)_[a-z0-9_]+)")
            .matcher(Files.readString(Path.of("../docs/operations.md")))
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toSet());
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(told()).containsAll(named);
  }

  /** An alert whose labels nothing has would never fire. */
  @Test
  void theLabelsThatAlertsSelectByAreThere() {
    assertThat(management.metrics())
        .anyMatch(line ->
            line.startsWith("http_server_requests_seconds_count{")
                && line.contains("uri=\"/api/v1/customers\""))
        .anyMatch(line ->
            line.startsWith("customers_refusals_total{")
                && line.contains("reason=\"not_authenticated\""))
        .anyMatch(
            line -> line.startsWith("logback_events_total{") && line.contains("level=\"error\""));
  }

  private void checkAll(List<String> expressions) {
    Set<String> told = told();
    // Prometheus's own: a metric of each scrape, and operators.
    told.addAll(List.of("up", "or", "and"));
    for (String expression : expressions) {
      List<String> asked =
          METRIC
              .matcher(LABELS.matcher(expression).replaceAll(" "))
              .results()
              .map(name -> name.group())
              .toList();
      assertThat(asked).as(expression).isNotEmpty().allMatch(told::contains);
    }
  }

  private Set<String> told() {
    return management.metrics().stream()
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }
}

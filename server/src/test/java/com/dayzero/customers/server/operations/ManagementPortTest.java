package com.dayzero.customers.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import io.opentelemetry.api.OpenTelemetry;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@RunningServer
class ManagementPortTest {
  private final Api api;
  private final ApplicationContext server;
  private final int port;
  private final Scrape management;

  @Autowired
  ManagementPortTest(Api api, ApplicationContext server) {
    this.api = api;
    this.server = server;
    this.port = server.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    this.management = new Scrape("http://127.0.0.1:" + port + "/actuator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/liveness", "/health/readiness"})
  void probesSayNothingButTheirStatus(String probe) {
    assertThat(management.get(probe).body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void healthShowsTheDatabaseWithoutDetails() {
    HttpResponse<String> health = management.get("/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(WireJson.mapper().readTree(health.body()).at("/components/db").toString())
        .isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void infoHasTheVersion() {
    assertThat(WireJson.mapper().readTree(management.get("/info").body()).at("/build/version"))
        .asString()
        .contains("1.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/env",
        "/beans",
        "/configprops",
        "/heapdump",
        "/loggers",
        "/metrics",
        "/threaddump",
        "/shutdown",
        "/flyway",
        "/../api/v1/customers"
      })
  void knowsNothingElse(String path) {
    assertThat(management.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus", "/livez"})
  void isNotOnThePortOfTheApi(String path) {
    HttpResponse<String> answer = api.send(api.request(path).GET());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
  }

  /** Other machines are not let in unless it is said so: not even another address of this one. */
  @Test
  void listensOnOneLoopbackAddressOnly() {
    assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void nothingOfTracesIsThereUntilTheyAreAskedFor() {
    assertThat(server.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("BatchSpanProcessor"));
  }
}

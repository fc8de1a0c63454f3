package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Chromium;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.database.Database;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptExecutor;
import org.springframework.beans.factory.annotation.Autowired;

/** A page of another origin and the server: closed, unless the origin is set. */
@RunningServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOriginTest {
  private static final String CREATE =
      """
      const [address, token, business, done] = arguments;
      fetch(address, {
        method: 'POST',
        headers: {
          'Authorization': 'Bearer ' + token,
          'x-business-id': business,
          'Content-Type': 'application/json'
        },
        body: JSON.stringify({name: 'a', email: 'a@b.com'})
      }).then(
        answer => done(answer.status + ' ' + answer.headers.get('Location')),
        refused => done('refused'));
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Api api;
  private final Contract contract;
  private final Tenant owner;
  private final HttpServer page;
  private final String origin;
  private final OtherServer open;

  @Autowired
  CrossOriginTest(Api api, Contract contract, Tenants tenants, Database database)
      throws IOException {
    this.api = api;
    this.contract = contract;
    this.owner = tenants.owner();
    this.page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    page.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    page.start();
    this.origin = "http://127.0.0.1:" + page.getAddress().getPort();
    this.open =
        OtherServer.start(
            database, "http", "--customers.cors.origins=https://app.example.com, " + origin);
  }

  @AfterAll
  void stop() {
    open.close();
    page.stop(0);
  }

  @Test
  void aPageOfAnOriginThatIsSetMayCallAndReadTheAnswer(@TempDir Path profile) {
    try (Chromium browser = Chromium.start(profile)) {
      browser.open(origin);
      assertThat(createIn(browser, open.address(Api.CUSTOMERS).toString()))
          .startsWith("201 /api/v1/customers/");
      assertThat(createIn(browser, api.address() + Api.CUSTOMERS)).isEqualTo("refused");
    }
  }

  @Test
  void aPreflightTellsWhatIsAllowed() {
    HttpResponse<String> answer = preflight(origin, "POST");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("authorization, x-business-id");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
  }

  @Test
  void everyHeaderOfTheContractCanBeRead() {
    HttpHeaders headers = create(origin).headers();
    assertThat(headers.firstValue("Access-Control-Expose-Headers").orElse("").split(", "))
        .containsExactlyElementsOf(contract.responseHeaders())
        .contains("Location", "X-Request-Id");
    assertThat(headers.allValues("Vary")).contains("Origin");
  }

  @Test
  void whoIsNotSetIsAnsweredAsWhereNobodyIs() {
    assertThat(preflight("https://evil.example", "POST").statusCode()).isEqualTo(405);
    HttpResponse<String> answer = create("https://evil.example");
    assertThat(answer.statusCode()).as("no browser's request").isEqualTo(401);
    assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aMethodThatNoOperationHasIsRefusedInOurForm() {
    HttpResponse<String> answer = preflight(origin, "DELETE");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Forbidden\"}");
  }

  @Test
  void aRequestWithAMethodThatNoOperationHasIsAnsweredAsWithoutAnOrigin() {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(open.address(Api.CUSTOMERS)).header("Origin", origin).GET());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void closedTheServerTellsNoOriginAnything() {
    HttpResponse<String> answer =
        api.send(api.request(Api.CUSTOMERS).header("Origin", origin).POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().map())
        .doesNotContainKeys("access-control-allow-origin", "access-control-expose-headers", "vary");
  }

  private String createIn(Chromium browser, String address) {
    Object answer =
        ((JavascriptExecutor) browser.driver())
            .executeAsyncScript(CREATE, address, owner.token(), owner.businessId().toString());
    return String.valueOf(answer);
  }

  private HttpResponse<String> create(String from) {
    return send(
        HttpRequest.newBuilder(open.address(Api.CUSTOMERS))
            .header("Origin", from)
            .POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> preflight(String from, String method) {
    return send(
        HttpRequest.newBuilder(open.address(Api.CUSTOMERS))
            .header("Origin", from)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization, x-business-id")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }
}

package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.CUSTOMERS;
import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static com.dayzero.customers.mock.MockApi.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Chromium;
import com.dayzero.customers.contract.WireJson;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptExecutor;
import tools.jackson.databind.JsonNode;

/** What pages of other origins may do, and the mock's own page, in a real browser. */
class BrowserTest {
  @TempDir Path profile = Path.of("");
  private final MockApi mock = MockApi.start();

  @AfterEach
  void stop() {
    mock.close();
  }

  @Test
  void aPageOfAnotherOriginCreatesACustomerAndReadsTheHeaders() throws IOException {
    HttpServer other = pageOfAnotherOrigin();
    try (Chromium browser = Chromium.start(profile)) {
      browser.open("http://127.0.0.1:" + other.getAddress().getPort() + "/");
      JsonNode created =
          call(browser, "{'Idempotency-Key': 'k', 'Prefer': 'delay=1', 'X-Mock-Session': 's'}");
      assertThat(created.get("status").intValue()).isEqualTo(201);
      assertThat(created.get("location").stringValue()).startsWith(CUSTOMERS + "/");
      assertThat(created.get("x-request-id").stringValue()).hasSize(36);
      assertThat(created.get("preference-applied").stringValue()).isEqualTo("delay=1");
      JsonNode again = call(browser, "{'Idempotency-Key': 'k', 'X-Mock-Session': 's'}");
      assertThat(again.get("idempotent-replayed").stringValue()).isEqualTo("true");
      JsonNode refused = call(browser, "{'Authorization': 'Bearer dz_revoked'}");
      assertThat(refused.get("www-authenticate").stringValue()).isEqualTo("Bearer");
      JsonNode down = call(browser, "{'Prefer': 'code=503'}");
      assertThat(down.get("retry-after").stringValue()).isEqualTo("1");
      assertThat(down.get("body").stringValue())
          .isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aPreflightIsAnsweredWithWhatItAsksFor() {
    HttpResponse<String> answer =
        mock.send(
            mock.request(CUSTOMERS)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,x-anything"));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    assertThat(header(answer, "Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("POST");
    assertThat(header(answer, "Access-Control-Allow-Headers"))
        .isEqualTo("authorization,x-anything");
  }

  @Test
  void itsPageShowsTheLastRequestsWithTheirReasons() {
    try (Chromium browser = Chromium.start(profile)) {
      browser.open(mock.address() + "/");
      mock.create("{\"name\":\"<img src=x onerror=document.title='hacked'>\"}");
      browser.waitFor(driver -> browser.see("main").getText().contains("email: Field required"));
      mock.create(MINIMAL, "Authorization", "Bearer dz_revoked");
      browser.waitFor(
          driver -> browser.see("main").getText().contains("plays one that is no longer valid"));
      assertThat(browser.see("main").getText())
          .contains("dz_viewer", "Not enough permissions", "Prefer: code=403");
      assertThat(browser.driver().getTitle()).doesNotContain("hacked");
    }
  }

  @Test
  void itsPageSaysWhichPartOfItIsMissingAndShowsTheRest() {
    mock.post(
        "/__admin/mappings",
        """
        {"request": {"urlPath": "/openapi.json"}, "response": {"status": 500, "body": "<html>"}}
        """);
    mock.create("{}");
    try (Chromium browser = Chromium.start(profile)) {
      browser.open(mock.address() + "/");
      browser.waitFor(driver ->
          browser
              .see("#trouble")
              .getText()
              .equals("The mock cannot tell /openapi.json: it was answered 500"));
      assertThat(browser.see("#log").getText()).contains("email: Field required");
    }
  }

  @Test
  void itsContractIsTriedOutAgainstTheMockItself() {
    try (Chromium browser = Chromium.start(profile)) {
      browser.open(mock.address() + "/docs");
      browser.click(".btn.authorize");
      browser.type(".modal-ux input", "dz_your_token");
      browser.click(".modal-ux button[type=submit]");
      browser.click(".modal-ux .btn-done");
      browser.click(".opblock-summary-control");
      browser.click("button.execute");
      assertThat(browser.see(".live-responses-table .response").getText())
          .contains("201")
          .contains("location: /api/v1/customers/");
    }
  }

  private JsonNode call(Chromium browser, String headers) {
    String script =
        """
        const done = arguments[arguments.length - 1];
        fetch('%s/api/v1/customers', {
          method: 'POST',
          credentials: 'include',
          headers: {'Authorization': 'Bearer dz_your_token', 'x-business-id': '%s',
                    'Content-Type': 'application/json', ...%s},
          body: JSON.stringify({name: 'Acme Corp', email: 'billing@acme.com'}),
        }).then(async answer => done(JSON.stringify(
          {status: answer.status, body: await answer.text(), ...Object.fromEntries(answer.headers)})))
          .catch(error => done(JSON.stringify({error: String(error)})));
        """
            .formatted(mock.address(), MockApi.BUSINESS, headers);
    Object answer = ((JavascriptExecutor) browser.driver()).executeAsyncScript(script);
    return WireJson.mapper().readTree((String) Objects.requireNonNull(answer));
  }

  private static HttpServer pageOfAnotherOrigin() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>An app</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
    return server;
  }
}

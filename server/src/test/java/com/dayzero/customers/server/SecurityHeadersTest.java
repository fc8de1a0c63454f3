package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class SecurityHeadersTest {
  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer");
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private final Api api;
  private final Tenant owner;

  @Autowired
  SecurityHeadersTest(Api api, Tenants tenants) {
    this.api = api;
    this.owner = tenants.owner();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"a\",\"email\":\"a@b.com\"}", "{}", "no JSON"})
  void areOnAnAnswerToAnOperation(String body) {
    assertThatTheyAreStrict(api.create(owner, body).headers());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/customers, 401",
    "GET, /api/v1/customers, 405",
    "GET, /nothing, 404",
    "GET, /docs/../nothing, 404"
  })
  void areOnARefusal(String method, String path, int status) {
    HttpResponse<String> answer =
        api.send(api.request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThatTheyAreStrict(answer.headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a|b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n"
      })
  void areOnWhatTheConnectorRefuses(String request) throws IOException {
    String answer = RawRequest.send(api, request);
    assertThat(answer).startsWith("HTTP/1.1 4");
    EVERYWHERE.forEach((name, value) -> assertThat(answer).contains(name + ": " + value + "\r\n"));
    assertThat(answer)
        .contains("Content-Security-Policy: " + NOTHING + "\r\n")
        .contains("Cache-Control: no-store\r\n")
        .doesNotContainIgnoringCase("Server:")
        .doesNotContainIgnoringCase("tomcat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/docs.js", "/docs/swagger-ui/swagger-ui.css"})
  void letThePageRunItsOwnFilesAndNoOthers(String path) {
    HttpHeaders headers = api.send(api.request(path).GET()).headers();
    assertThatAllHave(headers);
    assertThat(headers.firstValue("Cache-Control")).contains("no-cache");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self';")
        .contains("connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http");
  }

  @Test
  void promiseNoTlsWhereThereIsNone() {
    assertThat(api.send(api.request("/docs").GET()).headers().map())
        .doesNotContainKey("strict-transport-security");
  }

  private static void assertThatTheyAreStrict(HttpHeaders headers) {
    assertThatAllHave(headers);
    assertThat(headers.allValues("Content-Security-Policy")).containsExactly(NOTHING);
    assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
  }

  private static void assertThatAllHave(HttpHeaders headers) {
    EVERYWHERE.forEach(
        (name, value) -> assertThat(headers.allValues(name)).as(name).containsExactly(value));
    assertThat(headers.map()).doesNotContainKeys("server", "x-powered-by");
  }
}

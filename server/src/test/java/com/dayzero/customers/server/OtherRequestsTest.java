package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.dataformat.yaml.YAMLMapper;

@RunningServer
class OtherRequestsTest {
  private final Api api;

  @Autowired
  OtherRequestsTest(Api api) {
    this.api = api;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /api/v1/customer",
    "GET, /api/v1/customers/1",
    "POST, /api/v1/customers/",
    "POST, /api/v2/customers",
    "DELETE, /nothing",
    "GET, /docs/../application.yaml",
    "GET, /docs/nothing.js",
    "GET, /error",
    "POST, /api/v1/customers;a=b",
    "POST, /api;a=b/v1/customers"
  })
  void knowsNoOtherPath(String method, String path) {
    HttpResponse<String> answer =
        api.send(api.request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
  void knowsNoOtherMethod(String method) {
    HttpResponse<String> answer =
        api.send(api.request(Api.CUSTOMERS).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    if (!method.equals("HEAD")) {
      assertThat(answer.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    }
  }

  @Test
  void refusesAPreflightLikeAnyOtherMethod() throws IOException {
    String answer =
        raw(
            """
            OPTIONS /api/v1/customers HTTP/1.1\r
            Host: x\r
            Origin: http://e\r
            Access-Control-Request-Method: POST\r
            Connection: close\r
            \r
            """);
    assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: POST\r\n");
    assertThat(answer).endsWith("{\"detail\":\"Method Not Allowed\"}");
  }

  /** Tomcat refuses it by itself; it echoes nothing, and allows nothing that there is not. */
  @Test
  void refusesTrace() throws IOException {
    assertThat(raw("TRACE /api/v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: secret\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: POST\r\n")
        .endsWith("{\"detail\":\"Method Not Allowed\"}")
        .doesNotContain("secret");
  }

  @Test
  void takesAQueryAsItComes() throws IOException {
    assertThat(
            raw(
                """
                GET /nothing?a[]={"b"}|^`<\\>% HTTP/1.1\r
                Host: x\r
                Connection: close\r
                \r
                """))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void keepsASaneRequestIdAndReplacesAnyOther() {
    assertThat(requestIdFor("a-caller.s_own~id")).isEqualTo("a-caller.s_own~id");
    assertThat(requestIdFor("x".repeat(129))).hasSize(36);
    assertThat(requestIdFor("two words")).hasSize(36);
  }

  @Test
  void answersAMalformedRequestInTheSameForm() throws IOException {
    assertThat(raw("GET /a|b HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("X-Request-Id: ")
        .endsWith("{\"detail\":\"Bad Request\"}");
    assertThat(raw("GET /%00 HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("X-Request-Id: mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"customers_api", "customers_api:8080", "_a.b_c:80"})
  void takesAHostWithAnUnderscore(String host) throws IOException {
    assertThat(raw("GET /nothing HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a_b/c", "a_b:x", "[_]", "[::_]", "[fe80::_:1]"})
  void takesNoOtherHost(String host) throws IOException {
    assertThat(raw("GET /nothing HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void aConnectionGoesOnAfterARequestThatTomcatRefuses() throws IOException {
    assertThat(
            raw(
                """
                TRACE /nothing HTTP/1.1\r
                Host: x\r
                \r
                GET /nothing HTTP/1.1\r
                Host: x\r
                \r
                """))
        .startsWith("HTTP/1.1 405")
        .contains("HTTP/1.1 404");
  }

  private String raw(String request) throws IOException {
    return RawRequest.send(api, request);
  }

  @Test
  void servesTheContractItself() {
    HttpResponse<String> yaml = api.send(api.request("/openapi.yaml").GET());
    HttpResponse<String> json = api.send(api.request("/openapi.json").GET());
    assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(yaml.body()).startsWith("openapi: 3.1.0");
    assertThat(WireJson.mapper().readTree(json.body()))
        .isEqualTo(new YAMLMapper().readTree(yaml.body()));
  }

  private String requestIdFor(String given) {
    return api.send(api.request("/nothing").GET().header("X-Request-Id", given))
        .headers()
        .firstValue("X-Request-Id")
        .orElse("");
  }
}

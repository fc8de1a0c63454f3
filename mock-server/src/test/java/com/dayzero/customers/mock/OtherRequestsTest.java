package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.CUSTOMERS;
import static com.dayzero.customers.mock.MockApi.header;
import static com.dayzero.customers.mock.MockApi.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherRequestsTest {
  @RegisterExtension static final MockApi mock = MockApi.start();

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/customers, 405, Method Not Allowed",
    "OPTIONS, /api/v1/customers, 405, Method Not Allowed",
    "POST, /api/v1/customers/, 404, Not Found",
    "POST, /api/v1/customers;a=b, 404, Not Found",
    "POST, /api/v1/customer, 404, Not Found",
    "GET, /nothing.html, 404, Not Found",
  })
  void answersWhatIsNotInTheContractAsTheServer(
      String method, String path, int status, String detail) {
    HttpResponse<String> answer =
        mock.send(mock.request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
    assertThat(header(answer, "Allow")).isEqualTo(status == 405 ? "POST" : "(none)");
  }

  @Test
  void namesTheNearestStub() {
    HttpResponse<String> answer = mock.get("/api/v1/customer");
    assertThat(header(answer, "X-Mock-Reason"))
        .isEqualTo(
            "No stub answers GET /api/v1/customer. The nearest is \"Create a customer\", POST"
                + " /api/v1/customers");
    assertThat(
            json(mock.get("/__admin/sessions/default/requests"))
                .at("/requests/0/reasons/0")
                .stringValue())
        .contains(header(answer, "X-Mock-Reason"), "POST", "/api/v1/customers");
  }

  @Test
  void keepsTheReasonShort() {
    HttpResponse<String> answer = mock.get("/" + "x".repeat(7_000));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "X-Mock-Reason")).hasSizeLessThan(500);
  }

  @Test
  void servesThePageAndTheContract() {
    assertThat(mock.get("/").body()).contains("<html");
    assertThat(header(mock.get("/"), "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(mock.get("/docs").body()).contains("swagger-ui");
    assertThat(mock.get("/docs/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
    assertThat(json(mock.get("/openapi.json"))).isEqualTo(Contract.load().document());
    assertThat(mock.get("/openapi.yaml").body().getBytes(UTF_8)).isEqualTo(Contract.load().yaml());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../mappings/create-customer.json",
        "/%2e%2e/mappings/create-customer.json",
        "/..%2fpom.xml",
        "/mappings/create-customer.json",
        "//etc/passwd"
      })
  void servesNothingElse(String path) {
    assertThat(mock.get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void leavesAnotherPathsNamesake() {
    assertThat(mock.get(CUSTOMERS + "/01940000-0000-7000-8000-000000000001").statusCode())
        .isEqualTo(404);
  }

  @Test
  void areLoggedThoughThereIsNoStubLeft() {
    try (MockApi bare = MockApi.start()) {
      bare.delete("/__admin/mappings");
      assertThat(bare.get("/x").statusCode()).isEqualTo(404);
      assertThat(
              json(bare.get("/__admin/sessions/default/requests"))
                  .at("/requests/0/answer/status")
                  .intValue())
          .isEqualTo(404);
    }
  }
}

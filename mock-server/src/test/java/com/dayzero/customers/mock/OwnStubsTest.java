package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.CUSTOMERS;
import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static com.dayzero.customers.mock.MockApi.header;
import static com.dayzero.customers.mock.MockApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.standalone.CommandLineOptions;
import com.github.tomakehurst.wiremock.standalone.MappingFileException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OwnStubsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void winOverOursAndTheOthersStay() throws IOException {
    write(
        "mappings/blocked.json",
        """
        {"request": {"method": "POST", "urlPath": "/api/v1/customers",
                     "bodyPatterns": [{"matchesJsonPath": "$[?(@.name == 'Blocked')]"}]},
         "response": {"status": 409, "body": "mine"}}
        """);
    write(
        "mappings/listed.json",
        """
        {"request": {"method": "GET", "urlPath": "/api/v1/customers"},
         "response": {"status": 200, "bodyFileName": "list.json"}}
        """);
    write("__files/list.json", "[1]");
    write("__files/index.html", "my page");
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      assertThat(mock.create("{\"name\":\"Blocked\"}").body()).isEqualTo("mine");
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
      assertThat(mock.get(CUSTOMERS).body()).isEqualTo("[1]");
      assertThat(header(mock.get(CUSTOMERS), "X-Request-Id")).hasSize(36);
      assertThat(mock.get("/").body()).isEqualTo("my page");
      assertThat(mock.get("/docs").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void mayForwardARequest() throws IOException {
    try (MockApi elsewhere = MockApi.start()) {
      write(
          "mappings/forwarded.json",
          """
          {"request": {"method": "POST", "urlPath": "/api/v1/customers"},
           "response": {"proxyBaseUrl": "%s"}}
          """
              .formatted(elsewhere.address()));
      try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
        assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
        assertThat(mock.create("{}").statusCode()).isEqualTo(422);
      }
      assertThat(json(elsewhere.get("/__admin/sessions/default/requests")).at("/requests").size())
          .isEqualTo(2);
    }
  }

  @Test
  void mayUseTheContractsOwnChecks() throws IOException {
    write(
        "mappings/stripe.json",
        """
        {"request": {"method": "POST", "urlPath": "/api/v1/customers"},
         "response": {"status": 201,
                      "headers": {"X-Limit": "{{body.credit_limit_cents}}", "X-Phone": "{{body.phone}}"},
                      "jsonBody": {"greeting": "Hello {{body.name}}, {{body.phone}}!", "limit": "{{body.credit_limit_cents}}",
                                   "list": ["{{body.name}}", null, {"x": "{{body.phone}}"}]},
                      "transformers": ["contract"],
                      "transformerParameters": {"operation": "create_customer_api_v1_customers_post"}}}
        """);
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      assertThat(mock.create("{}").statusCode()).isEqualTo(422);
      HttpResponse<String> made =
          mock.create(
              "{\"name\":\"\\\"{{A}}\\\"\",\"email\":\"a@b.com\",\"credit_limit_cents\":5}");
      assertThat(made.body())
          .isEqualTo(
              """
              {"greeting":"Hello \\"{{A}}\\", !","limit":5,"list":["\\"{{A}}\\"",null,{"x":null}]}\
              """);
      assertThat(made.headers().firstValue("X-Limit")).hasValue("5");
      assertThat(made.headers().firstValue("X-Phone")).hasValue("");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"operation\": \"create_customer_api_v1_customers_post\" | {{body.fone}} | There is no"
            + " {{body.fone}}; there are {{new.id}}",
        "\"operation\": \"create\" | {{body.name}} | The contract has no operation \"create\"; it"
            + " has [create_customer_api_v1_customers_post]",
        "\"tokens\": {} | {{body.name}} | transformerParameters.operation is missing; the contract"
            + " has [create_customer_api_v1_customers_post]",
      })
  void areRefusedWithWhatIsWrongWithThem(String parameter, String placeholder, String sentence)
      throws IOException {
    String stub =
        """
        {"name": "Mine", "request": {"method": "POST", "urlPath": "/api/v1/customers"},
         "response": {"status": 201, "jsonBody": {"x": "%s"}, "transformers": ["contract"],
                      "transformerParameters": {%s}}}
        """
            .formatted(placeholder, parameter);
    String reason = "The stub \"Mine\" cannot be used with the transformer contract: " + sentence;
    try (MockApi mock = MockApi.start()) {
      HttpResponse<String> added = mock.post("/__admin/mappings", stub);
      assertThat(added.statusCode()).isEqualTo(422);
      assertThat(json(added).at("/errors/0/detail").stringValue()).startsWith(reason);
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    }
    write("mappings/mine.json", stub);
    assertThatThrownBy(() -> MockApi.withStubsOutsideTheContract(folder))
        .isInstanceOf(MappingFileException.class)
        .hasMessageContainingAll("mine.json", reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/__admin/mappings/reset", "/__admin/reset"})
  void stayAsTheyWereWhenOneOfThemCannotBeReadAgain(String reset) throws IOException {
    write(
        "mappings/mine.json",
        """
        {"request": {"urlPath": "/mine"}, "response": {"status": 200, "body": "mine"}}
        """);
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      write("mappings/broken.json", "{");
      HttpResponse<String> refused = mock.post(reset, "");
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(json(refused).get("detail").stringValue())
          .startsWith("A stub cannot be read: ")
          .contains("broken.json")
          .endsWith("The stubs stay as they were.");
      assertThat(mock.get("/mine").body()).isEqualTo("mine");
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
      assertThat(mock.get("/docs").statusCode()).isEqualTo(200);
      write("mappings/broken.json", "{\"request\": {\"urlPath\": \"/mended\"}}");
      assertThat(mock.post(reset, "").statusCode()).isEqualTo(200);
      assertThat(mock.get("/mended").statusCode()).isEqualTo(200);
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void areToldWhereTheirFileIsMissing() throws IOException {
    write(
        "mappings/mine.json",
        """
        {"name": "Mine", "request": {"urlPath": "/mine"},
         "response": {"status": 200, "bodyFileName": "no.json"}}
        """);
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      HttpResponse<String> answer = mock.get("/mine");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(json(answer).get("detail").stringValue())
          .isEqualTo("The stub \"Mine\" answers with the file __files/no.json, which is missing");
      assertThat(mock.get("/__admin/sessions/default/requests").body()).contains("is missing");
    }
  }

  @Test
  void areToldFromTheNearestOne() throws IOException {
    write(
        "mappings/list.json",
        """
        {"name": "A list", "request": {"method": "GET", "urlPath": "/api/v1/things",
                                       "headers": {"X-Page": {"equalTo": "1"}}},
         "response": {"status": 200}}
        """);
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      assertThat(header(mock.get("/api/v1/things"), "X-Mock-Reason")).contains("\"A list\"");
      assertThat(mock.get("/__admin/sessions/default/requests").body()).contains("X-Page");
    }
  }

  @Test
  void areToldWhatKeptThemFromAnswering() throws IOException {
    write(
        "mappings/vip.json",
        """
        {"name": "VIP", "request": {"method": "POST", "urlPath": "/api/v1/customers",
                                    "headers": {"X-Vip": {"equalTo": "yes"}}},
         "response": {"status": 202}}
        """);
    try (MockApi mock = MockApi.withStubsOutsideTheContract(folder)) {
      assertThat(mock.create(MINIMAL, "X-Vip", "no").statusCode()).isEqualTo(201);
      assertThat(mock.create(MINIMAL, "X-Vip", "yes").statusCode()).isEqualTo(202);
      JsonNode requests = json(mock.get("/__admin/sessions/default/requests")).get("requests");
      assertThat(requests.at("/0/near_misses")).isEmpty();
      assertThat(requests.at("/1/near_misses/0").stringValue())
          .startsWith("\"VIP\" did not match")
          .contains("X-Vip", "yes");
    }
  }

  /**
   * As README.md has it: a stock WireMock, the module for its root folder, our jar on its class
   * path.
   */
  @Test
  void loadInAStockWireMock() throws IOException, InterruptedException {
    WireMockServer stock =
        new WireMockServer(
            new CommandLineOptions("--port", "0", "--root-dir", ".", "--disable-banner"));
    stock.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + stock.port() + CUSTOMERS))
              .header("Authorization", "Bearer dz_x")
              .header("x-business-id", MockApi.BUSINESS)
              .header("Content-Type", "application/json");
      HttpResponse<String> created =
          client.send(
              request.POST(BodyPublishers.ofString(MINIMAL)).build(), BodyHandlers.ofString());
      assertThat(created.statusCode()).isEqualTo(201);
      assertThat(json(created).get("name").stringValue()).isEqualTo("Acme Corp");
      HttpResponse<String> refused =
          client.send(request.POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(header(refused, "X-Request-Id")).hasSize(36);
    } finally {
      stock.stop();
    }
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }
}

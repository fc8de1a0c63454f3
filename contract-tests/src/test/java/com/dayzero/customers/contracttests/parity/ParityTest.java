package com.dayzero.customers.contracttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ValidationCase;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.mock.MockServer;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same requests to server and mock, side by side: their answers differ in nothing but ids,
 * times and request ids. Payment terms are left out, for the mock knows only one.
 */
@RunningServer
class ParityTest {
  private static final Logger LOG = LoggerFactory.getLogger(ParityTest.class);
  private static final int BODIES = 2000;
  private static final long SEED = 20260301;
  private static final Set<String> OWN = Set.of("id", "business_id", "created_at", "updated_at");
  private static final List<String> SAME_HEADERS =
      List.of("Content-Type", "WWW-Authenticate", "Retry-After", "Allow", "Idempotent-Replayed");

  private static MockServer mock;

  private final Api api;
  private final Tenant owner;
  private final ContractAnswers contract;
  private final List<String> fields;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Autowired
  ParityTest(Api api, Tenants tenants, Contract contract) {
    this.api = api;
    this.owner = tenants.owner();
    this.contract = new ContractAnswers(contract);
    this.fields =
        contract.schema("CustomerCreateRequest").get("properties").propertyNames().stream()
            .filter(field -> !field.equals("default_payment_term_id"))
            .toList();
  }

  @BeforeAll
  static void startMock() {
    mock = MockServer.start("--port", "0", "--quiet");
  }

  @AfterAll
  static void stopMock() {
    mock.close();
  }

  @ParameterizedTest
  @MethodSource("com.dayzero.customers.contract.ValidationCase#all")
  void theCorpusIsAnsweredAlike(ValidationCase fixture) throws Exception {
    compare(fixture.body().getBytes(UTF_8), Map.of());
  }

  @Test
  void generatedBodiesAreAnsweredAlike() throws Exception {
    Fuzz fuzz = new Fuzz(SEED, fields);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < BODIES; i++) {
      Map<String, String> headers = i % 50 == 0 ? Map.of("Content-Type", "text/plain") : Map.of();
      counts.merge(compare(fuzz.next(), headers), 1, Integer::sum);
    }
    LOG.info("{} generated bodies with seed {}, answered alike: {}", BODIES, SEED, counts);
    assertThat(counts).containsOnlyKeys(201, 400, 415, 422);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Authorization, -",
        "Authorization, Bearer",
        "Authorization, Basic dz_x",
        "Authorization, Bearer dz_revoked",
        "x-business-id, -",
        "x-business-id, no-uuid",
        "Content-Type, -",
        "Content-Type, text/plain",
        "Content-Type, application/problem+json; charset=x",
        "Content-Type, application/x-www-form-urlencoded; charset=none",
        "Content-Type, multipart/form-data",
        "Content-Encoding, gzip",
        "Content-Encoding, identity",
        "Idempotency-Key, '\"'",
        "Idempotency-Key, 'a key'",
        "X-Request-Id, mine",
        "X-Request-Id, 'not sane'",
        "Accept, text/html",
      })
  void headersAreReadAlike(String name, String value) throws Exception {
    Map<String, String> headers = value == null ? Map.of(name, "") : Map.of(name, value);
    compare("{\"name\":\"A\",\"email\":\"a@b.com\"}".getBytes(UTF_8), headers);
    compare("{".getBytes(UTF_8), headers);
    compare(new byte[0], headers);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/customers",
    "PUT, /api/v1/customers",
    "OPTIONS, /api/v1/customers",
    "POST, /api/v1/customers/",
    "POST, /api/v1/customers;a=b",
    "POST, //api/v1/customers",
    "POST, /api/v1/customers?a=b",
    "GET, /nothing",
    "DELETE, /",
  })
  void otherRequestsAreAnsweredAlike(String method, String path) throws Exception {
    HttpResponse<String> ofServer = send(api.address(), method, path);
    HttpResponse<String> ofMock = send(mock.address(), method, path);
    assertThat(ofMock.statusCode()).isEqualTo(ofServer.statusCode());
    assertThat(ofMock.body()).isEqualTo(ofServer.body());
    for (String header : SAME_HEADERS) {
      assertThat(ofMock.headers().allValues(header))
          .as(header)
          .isEqualTo(ofServer.headers().allValues(header));
    }
  }

  private HttpResponse<String> send(String address, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private int compare(byte[] body, Map<String, String> headers) throws Exception {
    HttpResponse<String> ofServer = send(api.address(), owner, body, headers);
    HttpResponse<String> ofMock = send(mock.address(), owner, body, headers);
    String what = new String(body, UTF_8);
    contract.check(ofServer);
    contract.check(ofMock);
    assertThat(ofMock.statusCode()).as(what).isEqualTo(ofServer.statusCode());
    for (String header : SAME_HEADERS) {
      assertThat(ofMock.headers().allValues(header))
          .as(header + " for " + what)
          .isEqualTo(ofServer.headers().allValues(header));
    }
    assertThat(withoutOwn(ofMock)).as(what).isEqualTo(withoutOwn(ofServer));
    return ofServer.statusCode();
  }

  private HttpResponse<String> send(
      String address, Tenant caller, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Authorization", "Bearer " + caller.token());
    all.put("x-business-id", caller.businessId().toString());
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + Api.CUSTOMERS))
            .POST(BodyPublishers.ofByteArray(body));
    all.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Of a customer, all but what is given to it; of everything else every byte. */
  private static String withoutOwn(HttpResponse<String> answer) {
    if (answer.statusCode() != 201) {
      return answer.body();
    }
    ObjectNode customer = (ObjectNode) WireJson.mapper().readTree(answer.body());
    for (String field : OWN) {
      JsonNode value = customer.get(field);
      assertThat(value.stringValue()).as(field).isNotEmpty();
      customer.put(field, field);
    }
    return new String(WireJson.write(customer), UTF_8);
  }
}

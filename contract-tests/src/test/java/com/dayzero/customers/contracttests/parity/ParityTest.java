package com.dayzero.customers.contracttests.parity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contract.ValidationCase;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.contracttests.Fuzz;
import com.dayzero.customers.contracttests.RunningMock;
import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.contracttests.Wire;
import com.dayzero.customers.contracttests.coverage.Coverage;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same requests to server and mock, side by side: their answers differ in nothing but ids,
 * times and request ids. Payment terms are left out, for the mock knows only one.
 */
@RunningServer
class ParityTest {
  private static final int BODIES = 2000;
  private static final long SEED = 20260301;
  private static final Set<String> OWN = Set.of("id", "business_id", "created_at", "updated_at");
  private static final List<String> SAME_HEADERS =
      List.of("Content-Type", "WWW-Authenticate", "Retry-After", "Allow", "Idempotent-Replayed");

  private final Api api;
  private final Wire server;
  private final Wire mock = RunningMock.wire();
  private final Tenant owner;
  private final List<String> fields;

  @Autowired
  ParityTest(Api api, Tenants tenants, Contract contract) {
    this.api = api;
    this.server = new Wire(Side.SERVER, api.address());
    this.owner = tenants.owner();
    this.fields =
        contract.schema("CustomerCreateRequest").get("properties").propertyNames().stream()
            .filter(field -> !field.equals("default_payment_term_id"))
            .toList();
  }

  @ParameterizedTest
  @MethodSource("com.dayzero.customers.contract.ValidationCase#all")
  void theCorpusIsAnsweredAlike(ValidationCase fixture) {
    compare(fixture.body().getBytes(UTF_8), Map.of());
  }

  @Test
  void generatedBodiesAreAnsweredAlike(TestReporter report) {
    Fuzz fuzz = new Fuzz(SEED, fields);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < BODIES; i++) {
      Map<String, String> headers = i % 50 == 0 ? Map.of("Content-Type", "text/plain") : Map.of();
      counts.merge(compare(fuzz.next(), headers), 1, Integer::sum);
    }
    report.publishEntry("generated bodies answered alike, seed " + SEED, counts.toString());
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
        "x-user-email, someone@acme.com",
        "x-user-email, ' Some One <Someone@ACME.com> '",
        "x-user-email, someone",
        "x-user-email, 'a@b.com, c@d.com'",
        "x-user-email, someone@localhost",
        "X-Request-Id, mine",
        "X-Request-Id, 'not sane'",
        "Accept, text/html",
      })
  void headersAreReadAlike(String name, String value) {
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
    "TRACE, /api/v1/customers",
    "GET, /api/v1/%63ustomers",
    "POST, /api/v1/%63ustomers",
    "POST, /api/v1/%2563ustomers",
    "POST, /api/v1/customers/",
    "POST, /api/v1/customers;a=b",
    "POST, //api/v1/customers",
    "POST, /api/v1/customers?a=b",
    "GET, /nothing",
    "DELETE, /",
  })
  void otherRequestsAreAnsweredAlike(String method, String path) {
    Exchange ofServer = server.send(method, path, Map.of(), new byte[0]);
    Exchange ofMock = mock.send(method, path, Map.of(), new byte[0]);
    assertThat(ofMock.status()).isEqualTo(ofServer.status());
    assertThat(ofMock.body()).isEqualTo(ofServer.body());
    assertThat(sameHeaders(ofMock)).isEqualTo(sameHeaders(ofServer));
  }

  /** What the JDK's client cannot send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-user-email:",
        "x-user-email: \t ",
        "x-user-email:  someone ",
        "x-user-email: a@b.com\r\nX-User-Email: c@d.com",
        "x-user-email: jürgen@bücher.example",
        "x-user-email: jürgen@\r\nIdempotency-Key: ü",
        "x-user-email: someone\r\nIdempotency-Key:\r\nIdempotency-Key: b",
      })
  void unusualHeadersAreReadAlike(String lines) throws IOException {
    for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
      Exchange ofServer = raw(Side.SERVER, lines.getBytes(charset));
      Exchange ofMock = raw(Side.MOCK, lines.getBytes(charset));
      assertThat(ofServer.status()).as(ofServer.body()).isEqualTo(422);
      assertThat(ofMock.status()).isEqualTo(422);
      assertThat(ofMock.body()).isEqualTo(ofServer.body());
    }
  }

  /** Lines of headers before a body that is refused, too. */
  private Exchange raw(Side side, byte[] lines) throws IOException {
    URI address = URI.create(side == Side.SERVER ? api.address() : RunningMock.address());
    String start =
        "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nx-business-id: %s\r\n"
            .formatted(Api.CUSTOMERS, owner.token(), owner.businessId());
    String end =
        "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(start.getBytes(UTF_8));
      socket.getOutputStream().write(lines);
      socket.getOutputStream().write(end.getBytes(UTF_8));
      Exchange exchange =
          Exchange.ofSocket(start + end, new String(socket.getInputStream().readAllBytes(), UTF_8));
      Coverage.of(side).saw(exchange);
      return exchange;
    }
  }

  private int compare(byte[] body, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Authorization", "Bearer " + owner.token());
    all.put("x-business-id", owner.businessId().toString());
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    Exchange ofServer = server.send("POST", Api.CUSTOMERS, all, body);
    Exchange ofMock = mock.send("POST", Api.CUSTOMERS, all, body);
    String what = new String(body, UTF_8);
    assertThat(ofMock.status()).as(what).isEqualTo(ofServer.status());
    assertThat(sameHeaders(ofMock)).as(what).isEqualTo(sameHeaders(ofServer));
    assertThat(withoutOwn(ofMock)).as(what).isEqualTo(withoutOwn(ofServer));
    return ofServer.status();
  }

  private static Map<String, List<String>> sameHeaders(Exchange exchange) {
    Map<String, List<String>> headers = new TreeMap<>();
    SAME_HEADERS.forEach(
        name -> headers.put(name, exchange.headers().getOrDefault(name, List.of())));
    return headers;
  }

  /** Of a customer, all but what is given to it; of everything else every byte. */
  private static String withoutOwn(Exchange answer) {
    if (answer.status() != 201) {
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

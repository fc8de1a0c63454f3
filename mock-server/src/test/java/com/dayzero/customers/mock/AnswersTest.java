package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.BUSINESS;
import static com.dayzero.customers.mock.MockApi.CUSTOMERS;
import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static com.dayzero.customers.mock.MockApi.header;
import static com.dayzero.customers.mock.MockApi.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.ValidationCase;
import com.dayzero.customers.contract.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AnswersTest {
  private static final Operation CREATE = Contract.load().operation("POST", CUSTOMERS);

  @RegisterExtension static final MockApi mock = MockApi.start();

  @ParameterizedTest
  @MethodSource("com.dayzero.customers.contract.ValidationCase#all")
  void validatesByteForByteAsFastApi(ValidationCase fastApi) {
    HttpResponse<String> answer = mock.create(fastApi.body());
    assertThat(answer.statusCode()).isEqualTo(fastApi.status());
    if (fastApi.status() != 201) {
      assertThat(answer.body()).isEqualTo(fastApi.expectedBody());
    }
  }

  @Test
  void echoesARequestInTheWholeCustomer() {
    ObjectNode request =
        (ObjectNode)
            Contract.load()
                .document()
                .at(
                    "/paths/~1api~1v1~1customers/post/requestBody/content/application~1json/examples/complete/value");
    HttpResponse<String> answer = mock.create(request.toString());
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode customer = json(answer);
    assertThat(customer.propertyNames())
        .containsExactlyElementsOf(
            Contract.load().schema("CustomerResponse").get("properties").propertyNames());
    request.forEachEntry(
        (field, value) -> assertThat(customer.get(field)).as(field).isEqualTo(value));
    UUID id = UUID.fromString(customer.get("id").stringValue());
    assertThat(id.version()).isEqualTo(7);
    assertThat(customer.get("business_id").stringValue()).isEqualTo(BUSINESS);
    assertThat(customer.get("updated_at")).isEqualTo(customer.get("created_at"));
    assertThat(customer.get("created_at").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{6}Z");
    assertThat(OffsetDateTime.parse(customer.get("created_at").stringValue()))
        .isBetween(
            OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1),
            OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1));
    assertThat(header(answer, "Location")).isEqualTo(CUSTOMERS + "/" + id);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
  }

  @Test
  void namesEveryFieldWhereOnlyTheRequiredOnesWereSent() {
    JsonNode customer = json(mock.create(MINIMAL));
    assertThat(customer.propertyNames())
        .containsExactlyElementsOf(
            Contract.load().schema("CustomerResponse").get("properties").propertyNames());
    assertThat(customer.get("status").stringValue()).isEqualTo("active");
    assertThat(customer.get("notes").isNull()).isTrue();
    assertThat(customer.get("contacts").isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quoted\" \\ back",
        "line\nbreak\ttab",
        "😀 ü 漢字 \u2028",
        "{{body.email}} {{new.id}} ${x} $1",
        "</script><b>",
      })
  void bringsTextsBackAsTheyWereSent(String name) {
    ObjectNode request = WireJson.mapper().createObjectNode();
    request.put("name", name).put("email", "a@b.com");
    assertThat(
            json(mock.create(new String(WireJson.write(request), UTF_8))).get("name").stringValue())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "dz_your_token, 201",
    "dz_1, 201",
    "dz_revoked, 401",
    "dz_expired, 401",
    "dz_too_busy, 429",
    "dz_viewer, 403",
    "dz_read_only, 403",
    "dz_, 401",
    "dz_a b, 401",
    "xx_token, 401",
  })
  void playsThePartOfAToken(String token, int status) {
    assertThat(mock.create(MINIMAL, "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "01940000-0000-7000-8000-000000000010, 201",
    "01940000-0000-7000-8000-00000000ABCD, 201",
    "01940000-0000-7000-8000-000000000099, 403",
    "no-uuid, 400",
  })
  void playsThePartOfABusiness(String business, int status) {
    assertThat(mock.create(MINIMAL, "x-business-id", business).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"01940000-0000-7000-8000-000000000030\"', 201",
    "null, 201",
    "'\"\"', 400",
    "'\"another\"', 400",
  })
  void knowsOnePaymentTerm(String term, int status) {
    HttpResponse<String> answer =
        mock.create(
            "{\"name\":\"A\",\"email\":\"a@b.com\",\"default_payment_term_id\":%s}"
                .formatted(term));
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 400) {
      assertThat(answer.body())
          .isEqualTo(new String(CREATE.refusal("unknown_payment_term").body().toBytes(), UTF_8));
    }
  }

  /** Each of these is wrong in what comes after, too. */
  @Test
  void checksInTheContractsOrder() {
    HttpRequest.Builder nothing = mock.request(CUSTOMERS).POST(BodyPublishers.ofString("x"));
    assertThat(mock.send(nothing).statusCode()).isEqualTo(401);
    assertThat(header(mock.send(nothing), "WWW-Authenticate")).isEqualTo("Bearer");
    nothing.setHeader("Authorization", "Bearer dz_too_busy");
    assertThat(mock.send(nothing).statusCode()).isEqualTo(429);
    nothing.setHeader("Authorization", "Bearer dz_viewer");
    assertThat(mock.send(nothing).statusCode()).isEqualTo(400);
    assertThat(mock.send(nothing.header("x-business-id", BUSINESS)).statusCode()).isEqualTo(403);
    nothing.setHeader("Authorization", "Bearer dz_x");
    assertThat(mock.send(nothing).statusCode()).isEqualTo(415);
    assertThat(
            mock.send(nothing.POST(BodyPublishers.ofByteArray(new byte[1_048_577]))).statusCode())
        .isEqualTo(413);
    nothing.header("Content-Type", "application/json");
    assertThat(mock.send(nothing.POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(422);
  }

  @Test
  void refusesABodyOfUnknownLengthThatIsTooLarge() {
    assertThat(
            mock.create(
                    CUSTOMERS,
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[1_100_000])))
                .statusCode())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br", "x"})
  void doesNotUnpackACompressedBody(String encoding) {
    HttpResponse<String> answer = mock.create("not gzip", "Content-Encoding", encoding);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Unsupported content encoding");
  }

  @Test
  void doesNotUnpackWhatLooksCompressed() {
    HttpResponse<String> answer =
        mock.create(CUSTOMERS, BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8, 0}));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"There was an error parsing the body\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
      })
  void doesNotTakeFormsApart(String type) {
    HttpResponse<String> answer = mock.create("a=%zz&--x\r\nbad", "Content-Type", type);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("send JSON with Content-Type application/json");
  }

  @Test
  void doesNotLookAtAnotherQuery() throws IOException {
    assertThat(raw("POST /api/v1/customers?a=%zz&b HTTP/1.0\r\nContent-Length: 0\r\n\r\n"))
        .contains("401 Unauthorized");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/customers HTTP/1.1\r\nConnection: close\r\n\r\n",
        "POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST * HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      })
  void tellsWhatIsNoHttpAsTheServer(String request) throws IOException {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400")
        .contains("Content-Type: application/json", "X-Request-Id: ")
        .endsWith("{\"detail\":\"Bad Request\"}");
  }

  @Test
  void opensNoTunnel() throws IOException {
    assertThat(raw("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n"))
        .startsWith("HTTP/1.1 501")
        .contains("Connection: close")
        .endsWith("{\"detail\":\"Not Implemented\"}");
  }

  /** The server answers 400 to one that is longer than this. */
  @Test
  void takesNoLongerHeadThanTheServer() throws IOException {
    String head = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Filler: %s\r\n\r\n";
    assertThat(raw(head.formatted("x".repeat(8000)))).startsWith("HTTP/1.1 404");
    assertThat(raw(head.formatted("x".repeat(8192))))
        .startsWith("HTTP/1.1 431")
        .contains("Content-Type: application/json", "X-Request-Id: ");
  }

  @Test
  void answersOthersWhileManyClientsStopInTheMiddleOfABody() throws IOException {
    URI address = URI.create(mock.address());
    List<Socket> stopped = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        stopped.add(socket);
        String half = "POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
        socket.getOutputStream().write(half.getBytes(UTF_8));
      }
      assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    } finally {
      for (Socket socket : stopped) {
        socket.close();
      }
    }
  }

  @Test
  void aBodyThatFallsSilentIsAnswered408() throws IOException {
    try (MockApi impatient = MockApi.start("--jetty-idle-timeout", "500")) {
      String half =
          "POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 9\r\n\r\n{";
      assertThat(raw(impatient, half))
          .startsWith("HTTP/1.1 408")
          .contains("Connection: close")
          .endsWith("{\"detail\":\"Request Timeout\"}");
    }
  }

  @Test
  void carriesTheCallersRequestIdIfItIsSane() {
    assertThat(header(mock.create(MINIMAL, "X-Request-Id", "abc-1"), "X-Request-Id"))
        .isEqualTo("abc-1");
    assertThat(header(mock.create("{}", "X-Request-Id", "abc-1"), "X-Request-Id"))
        .isEqualTo("abc-1");
    assertThat(
            UUID.fromString(
                header(mock.create(MINIMAL, "X-Request-Id", "not sane"), "X-Request-Id")))
        .isNotNull();
  }

  @Test
  void readsAHeaderOnceHoweverItIsSpelled() throws IOException {
    String request =
        "POST /api/v1/customers HTTP/1.0\r\nAuthorization: Bearer dz_x\r\nx-business-id: "
            + BUSINESS
            + "\r\nContent-Type: application/json\r\nIdempotency-Key: a\r\nidempotency-key: b\r\n"
            + "Content-Length: "
            + MINIMAL.length()
            + "\r\n\r\n"
            + MINIMAL;
    assertThat(raw(request)).contains("\"input\":\"a, b\"");
  }

  @Test
  void replaysTheFirstAnswerToAnIdempotencyKey() {
    HttpResponse<String> first = mock.create(MINIMAL, "Idempotency-Key", "once");
    HttpResponse<String> again = mock.create(MINIMAL, "Idempotency-Key", "\"once\"");
    assertThat(header(first, "Idempotent-Replayed")).isEqualTo("(none)");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");

    HttpResponse<String> other =
        mock.create("{\"name\":\"B\",\"email\":\"a@b.com\"}", "Idempotency-Key", "once");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body())
        .contains("\"type\":\"idempotency_key_reused\"")
        .contains("\"input\":\"once\"");
    HttpResponse<String> elsewhere =
        mock.create(
            MINIMAL, "Idempotency-Key", "once", "x-business-id", UUID.randomUUID().toString());
    assertThat(elsewhere.body()).isNotEqualTo(first.body());
    assertThat(mock.create(MINIMAL, "Idempotency-Key", "").body())
        .contains("\"type\":\"idempotency_key_malformed\"");
  }

  @Test
  void remembersOnlyWhatWasCreated() {
    String wrongTerm = "{\"name\":\"A\",\"email\":\"a@b.com\",\"default_payment_term_id\":\"x\"}";
    assertThat(mock.create(wrongTerm, "Idempotency-Key", "only-201").statusCode()).isEqualTo(400);
    assertThat(mock.create("{}", "Idempotency-Key", "only-201").statusCode()).isEqualTo(422);
    assertThat(mock.create(MINIMAL, "Idempotency-Key", "only-201").statusCode()).isEqualTo(201);
  }

  @Test
  void createsOnceForManyRequestsAtOnce() {
    List<HttpResponse<String>> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(i -> mock.create(MINIMAL, "Idempotency-Key", "at-once"))
            .toList();
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
    assertThat(answers)
        .filteredOn(answer -> header(answer, "Idempotent-Replayed").equals("(none)"))
        .hasSize(1);
  }

  private static String raw(String request) throws IOException {
    return raw(mock, request);
  }

  private static String raw(MockApi mock, String request) throws IOException {
    URI address = URI.create(mock.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return Conformance.checked(
          request, new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }
}

package com.dayzero.customers.server.customer;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.database.generated.tables.records.CustomersRecord;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who created a customer, under which request, and on whose behalf. */
@RunningServer
class AuditTrailTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final Api api;
  private final Tenants tenants;
  private final DSLContext database;
  private final Tenant owner;

  @Autowired
  AuditTrailTest(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
    this.owner = tenants.owner();
  }

  @Test
  void namesTheUserAndTheTokenOfEachCustomerAndNoOthers() {
    Tenant colleague =
        tenants.member(
            owner.businessId(), "dz_" + UUID.randomUUID(), "accountant", "customers:write");
    CustomersRecord ofOwner = stored(api.create(owner, ACME));
    CustomersRecord ofColleague = stored(api.create(colleague, ACME));

    assertThat(ofOwner.getCreatedByUserId()).isEqualTo(owner.userId());
    assertThat(ofOwner.getCreatedByTokenId()).isEqualTo(tenants.tokenId(owner));
    assertThat(ofColleague.getCreatedByUserId()).isEqualTo(colleague.userId());
    assertThat(ofColleague.getCreatedByTokenId()).isEqualTo(tenants.tokenId(colleague));
  }

  @Test
  void namesTheRequestByTheIdThatTheAnswerCarries() {
    HttpResponse<String> sane = create("X-Request-Id", "a-request");
    HttpResponse<String> replaced = create("X-Request-Id", "two words");

    assertThat(stored(sane).getCreatedByRequestId()).isEqualTo("a-request");
    assertThat(stored(replaced).getCreatedByRequestId())
        .hasSize(36)
        .isEqualTo(replaced.headers().firstValue("X-Request-Id").orElseThrow());
  }

  @Test
  void namesThePersonIfTheCallerNamesOne() {
    HttpResponse<String> answer = create("x-user-email", "Some One <Someone@ACME.com>");

    assertThat(stored(answer).getCreatedForEmail()).isEqualTo("Someone@acme.com");
    assertThat(answer.body()).doesNotContain("Someone");
    assertThat(stored(api.create(owner, ACME)).getCreatedForEmail()).isNull();
  }

  @Test
  void givesThePersonNoAccess() {
    Tenant viewer =
        tenants.member(owner.businessId(), "dz_" + UUID.randomUUID(), "viewer", "customers:write");
    String ownersAddress = owner.userId() + "@example.com";
    HttpResponse<String> answer =
        api.create(
            viewer,
            BodyPublishers.ofString(ACME),
            "Content-Type",
            "application/json",
            "x-user-email",
            ownersAddress);

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  /** The bytes of a header are text in UTF-8. */
  @Test
  void namesAPersonWithAnInternationalAddress() throws IOException {
    String answer =
        raw(
            """
            POST /api/v1/customers HTTP/1.1\r
            Host: a\r
            Authorization: Bearer %s\r
            x-business-id: %s\r
            Content-Type: application/json\r
            Content-Length: %d\r
            x-user-email:  jürgen@bücher.example \r
            Connection: close\r
            \r
            %s\
            """
                .formatted(owner.token(), owner.businessId(), ACME.length(), ACME));

    assertThat(answer).startsWith("HTTP/1.1 201");
    assertThat(database.fetchSingle(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(owner.businessId())))
        .extracting(CustomersRecord::getCreatedForEmail)
        .isEqualTo("jürgen@bücher.example");
  }

  @Test
  void isNotChangedByAReplay() {
    HttpResponse<String> first = create("Idempotency-Key", "a", "x-user-email", "a@acme.com");
    CustomersRecord before = stored(first);
    Tenant colleague =
        tenants.member(owner.businessId(), "dz_" + UUID.randomUUID(), "admin", "customers:write");
    HttpResponse<String> replay =
        api.create(
            colleague,
            BodyPublishers.ofString(ACME),
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            "a",
            "x-user-email",
            "b@acme.com");

    assertThat(replay.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(replay.body()).isEqualTo(first.body());
    assertThat(stored(replay)).isEqualTo(before);
    assertThat(before.getCreatedForEmail()).isEqualTo("a@acme.com");
  }

  @Test
  void refusesWhatIsNoAddressWithEverythingElseThatIsWrong() {
    HttpResponse<String> answer =
        api.create(
            owner,
            BodyPublishers.ofString("{\"name\":\"\",\"email\":\"a@b.com\"}"),
            "Content-Type",
            "application/json",
            "x-user-email",
            "someone",
            "Idempotency-Key",
            "\"");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(WireJson.mapper().readTree(answer.body()).get("detail"))
        .extracting(violation -> violation.get("loc").toString())
        .containsExactly(
            "[\"header\",\"Idempotency-Key\"]",
            "[\"header\",\"x-user-email\"]",
            "[\"body\",\"name\"]");
    assertThat(database.fetchCount(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(owner.businessId())))
        .isZero();
  }

  @Test
  void refusesTwoAddresses() {
    HttpResponse<String> answer = create("x-user-email", "a@b.com", "x-user-email", "a@b.com");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"input\":[\"a@b.com\",\"a@b.com\"]");
  }

  private HttpResponse<String> create(String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = "application/json";
    return api.create(owner, BodyPublishers.ofString(ACME), all);
  }

  private CustomersRecord stored(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    UUID id = UUID.fromString(WireJson.mapper().readTree(answer.body()).get("id").asString());
    return database.fetchSingle(CUSTOMERS, CUSTOMERS.ID.eq(id));
  }

  private String raw(String request) throws IOException {
    URI address = URI.create(api.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return Conformance.checked(
          request, new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }
}

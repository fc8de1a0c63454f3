package com.dayzero.customers.server;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.access.TokenHash;
import com.dayzero.customers.server.database.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** One test for each item of the OWASP API Security Top 10 of 2023; docs/security.md says more. */
@RunningServer
class OwaspApiTop10Test {
  private static final String VALID = "{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}";

  private final Api api;
  private final Tenants tenants;
  private final DSLContext database;
  private final Tenant owner;
  private final Tenant stranger;

  @Autowired
  OwaspApiTop10Test(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
    this.owner = tenants.owner();
    this.stranger = tenants.owner();
  }

  @Test
  void api1BrokenObjectLevelAuthorizationAnotherBusinessIsOutOfReach() {
    Tenant trespasser = new Tenant(stranger.businessId(), owner.userId(), owner.token());
    Tenant inventor = new Tenant(UUID.randomUUID(), owner.userId(), owner.token());
    HttpResponse<String> foreign = api.create(trespasser, VALID);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body())
        .as("whether the business exists is not told")
        .isEqualTo(api.create(inventor, VALID).body());
    String term = tenants.paymentTerm(stranger);
    assertThat(
            api.create(owner, VALID.replace("}", ",\"default_payment_term_id\":\"" + term + "\"}"))
                .statusCode())
        .isEqualTo(400);
    assertThat(stored(stranger)).isZero();
    assertThat(stored(owner)).isZero();
  }

  @Test
  void api2BrokenAuthenticationOnlyAValidTokenInItsHeaderCounts() {
    String business = owner.businessId().toString();
    List<List<String>> impostors =
        List.of(
            List.of("x-business-id", business),
            List.of("x-business-id", business, "Authorization", "Bearer dz_guessed"),
            List.of("x-business-id", business, "Authorization", "Bearer ' or true --"),
            List.of("x-business-id", business, "Cookie", "token=" + owner.token()),
            List.of(
                "x-business-id",
                business,
                "Authorization",
                "Bearer " + tenants.revoked(stranger).token()));
    assertThat(impostors)
        .allSatisfy(headers -> {
          HttpResponse<String> answer = api.createWith(headers);
          assertThat(answer.statusCode()).isEqualTo(401);
          assertThat(answer.body()).isEqualTo("{\"detail\":\"Not authenticated\"}");
        });
    assertThat(
            api.send(
                    api.request(Api.CUSTOMERS + "?access_token=" + owner.token())
                        .header("x-business-id", business)
                        .POST(BodyPublishers.ofString(VALID)))
                .statusCode())
        .isEqualTo(401);
    assertThat(
            database
                .select(API_TOKENS.SHA256)
                .from(API_TOKENS)
                .where(API_TOKENS.USER_ID.eq(owner.userId()))
                .fetchSingle()
                .value1())
        .as("a stolen database holds no token")
        .isEqualTo(TokenHash.of(owner.token()));
  }

  @Test
  void api3BrokenObjectPropertyLevelAuthorizationWhatIsNotTheClientsToSetIsIgnored() {
    HttpResponse<String> answer =
        api.create(
            owner,
            """
            {"name": "a", "email": "a@b.com", "id": "00000000-0000-0000-0000-000000000001",
             "business_id": "%s", "is_deleted": true, "stripe_customer_id": "cus_1",
             "created_at": "1999-01-01T00:00:00Z", "__proto__": {"status": "blocked"}}
            """
                .formatted(stranger.businessId()));
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode customer = WireJson.mapper().readTree(answer.body());
    assertThat(customer.get("id").asString()).doesNotStartWith("00000000");
    assertThat(customer.get("business_id").asString()).isEqualTo(owner.businessId().toString());
    assertThat(customer.get("is_deleted").asBoolean()).isFalse();
    assertThat(customer.get("stripe_customer_id").isNull()).isTrue();
    assertThat(customer.get("status").asString()).isEqualTo("active");
    assertThat(customer.get("created_at").asString()).doesNotStartWith("1999");
    assertThat(stored(stranger)).isZero();
  }

  @Test
  void api4UnrestrictedResourceConsumptionSizeAndNestingHaveLimits() {
    String deep = "[".repeat(200_000);
    String wide =
        "{\"name\":\"a\",\"email\":\"a@b.com\",\"notes\":\"%s\"}".formatted("x".repeat(2_000_000));
    assertThat(api.create(owner, wide).statusCode()).isEqualTo(413);
    assertThat(api.create(owner, "{\"name\":" + deep).statusCode()).isEqualTo(400);
    assertThat(api.create(owner, "{\"x\":" + deep + "]".repeat(200_000) + "}").statusCode())
        .isEqualTo(400);
    assertThat(
            api.create(
                    owner,
                    VALID.replace("}", ",\"credit_limit_cents\":" + "9".repeat(500_000) + "}"))
                .statusCode())
        .isEqualTo(400);
    assertThat(api.createWith(List.of("X-Filler", "x".repeat(100_000))).statusCode())
        .isEqualTo(400);
    assertThat(stored(owner)).isZero();
    assertThat(api.create(owner, VALID).statusCode()).as("it still serves").isEqualTo(201);
  }

  @Test
  void api5BrokenFunctionLevelAuthorizationRoleAndScopeBothHaveToAllowIt() {
    for (Tenant powerless :
        List.of(
            tenants.member("viewer", "customers:write"),
            tenants.member("owner", "customers:read"),
            tenants.member("owner"))) {
      assertThat(api.create(powerless, VALID).statusCode()).isEqualTo(403);
      assertThat(stored(powerless)).isZero();
    }
  }

  /** What a flow must not do is repeat itself: sent again with its key, it is carried out once. */
  @Test
  void api6UnrestrictedAccessToSensitiveBusinessFlowsARepeatedCreateIsCarriedOutOnce() {
    for (int sent = 0; sent < 20; sent++) {
      HttpResponse<String> answer =
          api.create(
              owner,
              BodyPublishers.ofString(VALID),
              "Content-Type",
              "application/json",
              "Idempotency-Key",
              "order-1");
      assertThat(answer.statusCode()).isEqualTo(201);
    }
    assertThat(stored(owner)).isOne();
  }

  @Test
  void api7ServerSideRequestForgeryAnAddressIsStoredAndNeverCalled() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:%d/".formatted(listener.getLocalPort());
      HttpResponse<String> answer =
          api.create(
              owner,
              """
              {"name": "a", "email": "a@127.0.0.1.nip.io", "website": "%1$s", "notes": "%1$s",
               "address": "%1$s", "invoice_footer": "<img src='%1$s'>"}
              """
                  .formatted(url));
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).contains("\"website\":\"" + url + "\"");
      listener.setSoTimeout(1_000);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void api8SecurityMisconfigurationNothingIsOpenThatIsNotNeeded() {
    for (String path :
        List.of("/actuator", "/actuator/env", "/actuator/heapdump", "/error", "/docs/", "/.env")) {
      HttpResponse<String> answer =
          api.send(api.request(path).GET().header("Origin", "https://a.b"));
      assertThat(answer.statusCode()).as(path).isEqualTo(path.equals("/docs/") ? 200 : 404);
      assertThat(answer.headers().map())
          .containsKeys("content-security-policy", "x-content-type-options", "x-frame-options")
          .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
    }
    assertThat(api.create(owner, "{\"name\": nonsense").body())
        .doesNotContainIgnoringCase("exception")
        .doesNotContain("dayzero", "org.", "java");
  }

  @Test
  void api10UnsafeConsumptionOfApisTheServerCallsNobodyButItsDatabase(@Autowired Database given)
      throws SQLException {
    int port = URI.create(given.getJdbcUrl().substring("jdbc:".length())).getPort();
    try (Outgoing outgoing = Outgoing.watch()) {
      try (Connection _ =
          DriverManager.getConnection(given.getJdbcUrl(), given.getUsername(), "")) {
        // Shows that what is opened is seen.
      }
      assertThat(api.create(owner, VALID).statusCode()).isEqualTo(201);
      assertThat(outgoing.destinations())
          .isNotEmpty()
          .allSatisfy(destination -> assertThat(destination.getPort()).isEqualTo(port));
    }
  }

  private int stored(Tenant tenant) {
    return database.fetchCount(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(tenant.businessId()));
  }
}

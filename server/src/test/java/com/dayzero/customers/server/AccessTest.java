package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class AccessTest {
  private static final String NOT_AUTHENTICATED = "{\"detail\":\"Not authenticated\"}";
  private static final String NOT_ENOUGH = "{\"detail\":\"Not enough permissions\"}";

  private final Api api;
  private final Tenants tenants;
  private final Tenant owner;

  @Autowired
  AccessTest(Api api, Tenants tenants) {
    this.api = api;
    this.tenants = tenants;
    this.owner = tenants.owner();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer %s",
        "bearer %s",
        "BEARER  %s",
        "Bearer %s   ",
      })
  void acceptsABearerToken(String authorization) {
    assertThat(call(authorization.formatted(owner.token())).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer dz_unknown",
        "Bearer %s x",
        "Basic %s",
        "%s",
        "Bearer, %s",
        "Bearer:%s",
        "Token %s"
      })
  void refusesWhatIsNoValidToken(String authorization) {
    assertThatItIsNotAuthenticated(call(authorization.formatted(owner.token())));
  }

  @Test
  void refusesARequestWithoutToken() {
    assertThatItIsNotAuthenticated(
        api.createWith(List.of("x-business-id", owner.businessId().toString())));
  }

  @Test
  void refusesTwoTokens() {
    String token = "Bearer " + owner.token();
    assertThatItIsNotAuthenticated(
        api.createWith(List.of("Authorization", token, "Authorization", token)));
  }

  @Test
  void refusesAnExpiredAndARevokedToken() {
    for (Tenant gone :
        List.of(tenants.expired(tenants.owner()), tenants.revoked(tenants.owner()))) {
      assertThatItIsNotAuthenticated(call("Bearer " + gone.token(), gone.businessId().toString()));
    }
  }

  @Test
  void asksForTheTokenBeforeAnythingElse() {
    assertThatItIsNotAuthenticated(api.createWith(List.of("x-business-id", "no uuid")));
  }

  @Test
  void namesTheHeaderWhereTheBusinessIsMissing() {
    HttpResponse<String> answer =
        api.createWith(List.of("Authorization", "Bearer " + owner.token()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"detail\":\"Header x-business-id is missing: send the UUID of the business\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1-1-1-1-1", "null", "{%s}", "%s0", "%s, %s", "%s%s"})
  void namesTheHeaderWhereTheBusinessIsNotAUuid(String value) {
    HttpResponse<String> answer =
        call("Bearer " + owner.token(), value.replace("%s", owner.businessId().toString()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Header x-business-id is not a UUID");
  }

  @Test
  void acceptsAnUpperCaseUuidAndAnswersInLowerCase() {
    HttpResponse<String> answer =
        call("Bearer " + owner.token(), owner.businessId().toString().toUpperCase(Locale.ROOT));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains("\"business_id\":\"" + owner.businessId() + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "owner,      customers:write,                201",
    "admin,      customers:write,                201",
    "accountant, customers:write,                201",
    "accountant, customers:read customers:write, 201",
    "viewer,     customers:write,                403",
    "owner,      customers:read,                 403",
    "owner,      '',                             403"
  })
  void needsBothARoleAndAScope(String role, String scopes, int status) {
    Tenant member = tenants.member(role, scopes.isEmpty() ? new String[0] : scopes.split(" "));
    HttpResponse<String> answer = call("Bearer " + member.token(), member.businessId().toString());
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).isEqualTo(NOT_ENOUGH);
    }
  }

  @Test
  void doesNotTellAForeignBusinessFromOneThatIsNot() {
    Tenant other = tenants.owner();
    HttpResponse<String> foreign = call("Bearer " + owner.token(), other.businessId().toString());
    HttpResponse<String> unknown = call("Bearer " + owner.token(), UUID.randomUUID().toString());
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).isEqualTo(unknown.body()).isEqualTo(NOT_ENOUGH);
  }

  @Test
  void notesTheLastUseOfAToken() {
    Tenant member = tenants.owner();
    assertThat(tenants.lastUse(member)).isNull();
    call("Bearer " + member.token(), member.businessId().toString());
    OffsetDateTime first = tenants.lastUse(member);
    assertThat(first).isNotNull();
    call("Bearer " + member.token(), member.businessId().toString());
    assertThat(tenants.lastUse(member)).as("written at most once a minute").isEqualTo(first);
  }

  private HttpResponse<String> call(String authorization) {
    return call(authorization, owner.businessId().toString());
  }

  private HttpResponse<String> call(String authorization, String businessId) {
    return api.createWith(List.of("Authorization", authorization, "x-business-id", businessId));
  }

  private static void assertThatItIsNotAuthenticated(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo(NOT_AUTHENTICATED);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }
}

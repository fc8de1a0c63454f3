package com.dayzero.customers.server.limits;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class LimitedRequestsTest {
  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final Api api;
  private final Tenants tenants;
  private final DSLContext database;
  private final Tenant owner;

  @Autowired
  LimitedRequestsTest(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
    this.owner = tenants.owner();
  }

  @Test
  void oneTooManyIsAnswered429AndDoesNothing() {
    tenants.usedUp(owner);
    HttpResponse<String> answer = api.create(owner, ACME);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body())
        .isEqualTo(
            "{\"detail\":\"Too many requests with this token: send it again after the seconds of"
                + " Retry-After\"}");
    long seconds = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
    assertThat(seconds).isBetween(1L, 87L);
    assertThat(answer.headers().allValues("RateLimit"))
        .containsExactly("\"token\";r=0;t=" + seconds);
    assertThat(answer.headers().allValues("RateLimit-Policy"))
        .containsExactly("\"token\";q=10000;w=864000");
    assertThat(database.fetchCount(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(owner.businessId())))
        .isZero();
    assertThat(api.create(tenants.owner(), ACME).statusCode()).as("another's").isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "x-business-id, none, 400",
    "x-business-id, 01940000-0000-7000-8000-000000000099, 403",
    "Content-Type, text/plain, 415",
    "x-user-email, none, 422",
    "Authorization, Bearer dz_unknown, 401",
  })
  void isCheckedRightAfterTheToken(String header, String value, int otherwise) {
    assertThat(callWith(header, value).statusCode()).isEqualTo(otherwise);
    tenants.usedUp(owner);
    assertThat(callWith(header, value).statusCode()).isEqualTo(otherwise == 401 ? 401 : 429);
  }

  @Test
  void everyAnswerToAValidTokenTellsWhatIsLeft() {
    assertThat(left(api.create(owner, ACME))).isEqualTo("\"token\";r=9999;t=87");
    assertThat(left(callWith("x-business-id", "none"))).isEqualTo("\"token\";r=9998;t=87");
    assertThat(left(callWith("x-user-email", "none"))).isEqualTo("\"token\";r=9997;t=87");
    assertThat(left(callWith("x-business-id", UUID.randomUUID().toString())))
        .isEqualTo("\"token\";r=9996;t=87");
    assertThat(callWith("Authorization", "Bearer dz_unknown").headers().map())
        .doesNotContainKeys("RateLimit", "RateLimit-Policy");
  }

  private static String left(HttpResponse<String> answer) {
    assertThat(answer.headers().allValues("RateLimit-Policy")).hasSize(1);
    assertThat(answer.headers().allValues("RateLimit")).hasSize(1);
    return answer.headers().firstValue("RateLimit").orElseThrow();
  }

  /** A create of the owner's but for this header. */
  private HttpResponse<String> callWith(String header, String value) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Authorization", "Bearer " + owner.token());
    headers.put("x-business-id", owner.businessId().toString());
    headers.put("Content-Type", "application/json");
    headers.put(header, value);
    HttpRequest.Builder request = api.request(Api.CUSTOMERS).POST(BodyPublishers.ofString(ACME));
    headers.forEach(request::header);
    return api.send(request);
  }
}

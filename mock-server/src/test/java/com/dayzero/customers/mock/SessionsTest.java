package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static com.dayzero.customers.mock.MockApi.header;
import static com.dayzero.customers.mock.MockApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SessionsTest {
  @RegisterExtension static final MockApi mock = MockApi.start();

  @Test
  void keepsTheRequestsOfEachTestApart() {
    mock.create(MINIMAL, "X-Mock-Session", "log-a");
    mock.create("{\"name\":\"\"}", "X-Mock-Session", "log-a", "X-Request-Id", "the-id");
    mock.create(MINIMAL, "X-Mock-Session", "log-b");
    JsonNode requests = requestsOf("log-a");
    assertThat(requests).hasSize(2);
    assertThat(requestsOf("log-b")).hasSize(1);
    JsonNode last = requests.get(0);
    assertThat(last.get("method").stringValue()).isEqualTo("POST");
    assertThat(last.get("url").stringValue()).isEqualTo("/api/v1/customers");
    assertThat(last.get("body").stringValue()).isEqualTo("{\"name\":\"\"}");
    assertThat(last.at("/headers/x-business-id").stringValue()).isEqualTo(MockApi.BUSINESS);
    assertThat(last.at("/answer/status").intValue()).isEqualTo(422);
    assertThat(last.at("/answer/headers/X-Request-Id").stringValue()).isEqualTo("the-id");
    assertThat(last.at("/answer/body").stringValue()).contains("string_too_short");
    assertThat(last.at("/reasons/0").stringValue())
        .isEqualTo("name: String should have at least 1 character; email: Field required");
  }

  @Test
  void tellsTheReasonThatTheAnswerDoesNot() {
    mock.create(MINIMAL, "X-Mock-Session", "reason", "Authorization", "Bearer dz_revoked");
    assertThat(requestsOf("reason").at("/0/reasons/0").stringValue())
        .isEqualTo("The token dz_revoked plays one that is no longer valid");
  }

  @Test
  void holdsDefaultsForEachTest() {
    HttpResponse<String> set =
        mock.put("/__admin/sessions/down/defaults", "{\"code\": 503, \"delay\": 1}");
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    HttpResponse<String> answer = mock.create(MINIMAL, "X-Mock-Session", "down");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "Preference-Applied")).isEqualTo("code=503, delay=1");
    assertThat(mock.create(MINIMAL, "X-Mock-Session", "down", "Prefer", "code=403").statusCode())
        .isEqualTo(403);
    assertThat(mock.create(MINIMAL, "X-Mock-Session", "up").statusCode()).isEqualTo(201);
    mock.put("/__admin/sessions/down/defaults", "{}");
    assertThat(mock.create(MINIMAL, "X-Mock-Session", "down").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"code\":418}", "{\"what\":1}", "[]", "{", "{\"delay\":-1}", "{\"seed\":\"\"}"})
  void saysWhatDefaultsCanBe(String defaults) {
    HttpResponse<String> answer = mock.put("/__admin/sessions/refused/defaults", defaults);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("detail").stringValue()).isNotEmpty();
  }

  @Test
  void givesTheSameIdsAndTimesForTheSameSeed() {
    List<String> one = bodies("seed-1", "X-Mock-Seed", "42");
    assertThat(bodies("seed-2", "X-Mock-Seed", "42")).isEqualTo(one);
    assertThat(bodies("seed-3", "X-Mock-Seed", "43")).doesNotContainAnyElementsOf(one);
    assertThat(one).doesNotHaveDuplicates();
    mock.put("/__admin/sessions/seed-4/defaults", "{\"seed\":\"42\"}");
    assertThat(bodies("seed-4")).isEqualTo(one);
    HttpResponse<String> answer =
        mock.create("{}", "X-Mock-Session", "seed-5", "X-Mock-Seed", "42");
    assertThat(
            header(
                mock.create("{}", "X-Mock-Session", "seed-6", "X-Mock-Seed", "42"), "X-Request-Id"))
        .isEqualTo(header(answer, "X-Request-Id"));
  }

  @Test
  void seedsEverySessionWhereTheMockHasASeed() {
    try (MockApi first = MockApi.start("--seed", "ci");
        MockApi second = MockApi.start("--seed", "ci")) {
      assertThat(second.create(MINIMAL).body()).isEqualTo(first.create(MINIMAL).body());
      assertThat(second.create(MINIMAL).body()).isEqualTo(first.create(MINIMAL).body());
    }
  }

  @Test
  void keepsIdempotencyKeysApart() {
    HttpResponse<String> a =
        mock.create(MINIMAL, "X-Mock-Session", "key-a", "Idempotency-Key", "k");
    HttpResponse<String> b =
        mock.create(MINIMAL, "X-Mock-Session", "key-b", "Idempotency-Key", "k");
    assertThat(b.body()).isNotEqualTo(a.body());
  }

  @Test
  void beginsAnewWhenItIsReset() {
    String first = bodies("reset", "X-Mock-Seed", "42", "Idempotency-Key", "k").getFirst();
    mock.put("/__admin/sessions/reset/defaults", "{\"code\":503}");
    assertThat(mock.delete("/__admin/sessions/reset").statusCode()).isEqualTo(200);
    assertThat(requestsOf("reset")).isEmpty();
    HttpResponse<String> again =
        mock.create(
            MINIMAL, "X-Mock-Session", "reset", "X-Mock-Seed", "42", "Idempotency-Key", "k");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("(none)");
    assertThat(again.body()).isEqualTo(first);
  }

  @Test
  void listsSessionsAndDropsThoseThatWereNotUsedLongest() {
    try (MockApi busy = MockApi.start()) {
      busy.create(MINIMAL, "X-Mock-Session", "first");
      assertThat(busy.get("/__admin/sessions").body()).contains("\"name\":\"first\"");
      IntStream.range(0, 400).forEach(i -> busy.create(MINIMAL, "X-Mock-Session", "s" + i));
      assertThat(json(busy.get("/__admin/sessions")).get("sessions")).hasSizeLessThanOrEqualTo(200);
      assertThat(busy.get("/__admin/sessions").body()).doesNotContain("\"name\":\"first\"");
    }
  }

  @Test
  void lookingAtASessionDoesNotUseIt() {
    try (MockApi busy = MockApi.start()) {
      busy.create(MINIMAL, "X-Mock-Session", "looked-at");
      IntStream.range(0, 199).forEach(i -> busy.create(MINIMAL, "X-Mock-Session", "s" + i));
      busy.get("/__admin/sessions/looked-at/requests");
      busy.create(MINIMAL, "X-Mock-Session", "one-more");
      assertThat(busy.get("/__admin/sessions").body())
          .contains("\"name\":\"s0\"")
          .doesNotContain("looked-at");
    }
  }

  @Test
  void keepsTheNewestSessionAmongManyThatAreUsedMore() {
    try (MockApi busy = MockApi.start()) {
      for (int round = 0; round < 4; round++) {
        IntStream.range(0, 199).forEach(i -> busy.create(MINIMAL, "X-Mock-Session", "s" + i));
      }
      busy.put("/__admin/sessions/new/defaults", "{\"code\":503}");
      IntStream.range(0, 50).forEach(i -> busy.create(MINIMAL, "X-Mock-Session", "t" + i));
      assertThat(busy.create(MINIMAL, "X-Mock-Session", "new").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void lookingAtASessionDoesNotBeginOne() {
    assertThat(requestsOf("nobody")).isEmpty();
    assertThat(mock.get("/__admin/sessions").body()).doesNotContain("nobody");
  }

  @Test
  void onlyCountsARequestThatIsTooLarge() {
    String large = "{\"name\":\"A\",\"email\":\"a@b.com\",\"x\":\"" + "x".repeat(300_000) + "\"}";
    mock.create(large, "X-Mock-Session", "large");
    assertThat(requestsOf("large")).isEmpty();
    assertThat(json(mock.get("/__admin/sessions/large")).get("requests").intValue()).isEqualTo(1);
  }

  @Test
  void remembersTheLastRequestsOnly() {
    IntStream.range(0, 130).forEach(i -> mock.create(MINIMAL, "X-Mock-Session", "long"));
    assertThat(requestsOf("long")).hasSize(100);
    assertThat(json(mock.get("/__admin/sessions/long")).get("requests").intValue()).isEqualTo(130);
    String big = "{\"name\":\"A\",\"email\":\"a@b.com\",\"x\":\"" + "x".repeat(100_000) + "\"}";
    IntStream.range(0, 5).forEach(i -> mock.create(big, "X-Mock-Session", "big"));
    assertThat(requestsOf("big")).hasSize(2);
    String filler = "x".repeat(7000);
    IntStream.range(0, 60)
        .forEach(i -> mock.create(MINIMAL, "X-Mock-Session", "heads", "X-Filler", filler));
    assertThat(requestsOf("heads")).hasSizeLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ü", "..", "."})
  void saysWhatASessionsNameIs(String name) {
    HttpResponse<String> answer = mock.create(MINIMAL, "X-Mock-Session", name);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("X-Mock-Session is not a name");
  }

  private static List<String> bodies(String session, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "X-Mock-Session";
    all[1] = session;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return List.of(
        mock.create(MINIMAL, all).body(), mock.create(MINIMAL.replace("\"A", "\"a"), all).body());
  }

  private static JsonNode requestsOf(String session) {
    return json(mock.get("/__admin/sessions/" + session + "/requests")).get("requests");
  }
}

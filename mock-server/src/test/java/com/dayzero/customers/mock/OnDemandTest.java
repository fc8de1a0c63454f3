package com.dayzero.customers.mock;

import static com.dayzero.customers.mock.MockApi.CUSTOMERS;
import static com.dayzero.customers.mock.MockApi.MINIMAL;
import static com.dayzero.customers.mock.MockApi.header;
import static com.dayzero.customers.mock.MockApi.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Example;
import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnDemandTest {
  @RegisterExtension static final MockApi mock = MockApi.start();

  static List<Example> examples() {
    return Contract.load().operation("POST", CUSTOMERS).examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersWithAnyExampleOfTheContract(Example example) {
    HttpResponse<String> answer =
        mock.create("not even JSON", "Prefer", "example=" + example.name());
    assertThat(answer.statusCode()).isEqualTo(example.status());
    assertThat(answer.body()).isEqualTo(new String(WireJson.write(example.body()), UTF_8));
    assertThat(header(answer, "Preference-Applied")).isEqualTo("example=" + example.name());
    example.headers().forEach((name, value) -> assertThat(header(answer, name)).isEqualTo(value));
  }

  @Test
  void forcesAStatusWithItsFirstExampleWithoutACheck() {
    HttpResponse<String> answer =
        mock.send(
            mock.request(CUSTOMERS).header("Prefer", "code=503").POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
    assertThat(header(answer, "Preference-Applied")).isEqualTo("code=503");
  }

  @Test
  void showsALimitWithWhatTellsOfIt() {
    HttpResponse<String> answer = mock.create(MINIMAL, "Prefer", "code=429");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
    assertThat(header(answer, "RateLimit")).isEqualTo("\"token\";r=0;t=1");
    assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"token\";q=60000;w=60");
  }

  @Test
  void forcesACreationWithItsLocation() {
    HttpResponse<String> answer = mock.create("{}", "Prefer", "code=201, example=complete");
    assertThat(header(answer, "Location"))
        .isEqualTo(CUSTOMERS + "/" + json(answer).get("id").stringValue());
  }

  @Test
  void showsADefectUnderTheIdOfItsRequest() {
    HttpResponse<String> answer = mock.create("{}", "Prefer", "code=500");
    assertThat(header(answer, "X-Request-Id"))
        .isEqualTo(json(answer).get("request_id").stringValue());
    answer = mock.create("{}", "Prefer", "code=500", "X-Request-Id", "mine");
    assertThat(header(answer, "X-Request-Id")).isEqualTo("mine");
    assertThat(json(answer).get("request_id").stringValue()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=403",
        "CODE2=1, code=403",
        "Code=403",
        "respond-async, code=403; foo=bar",
        "code=\"403\"",
        " code = 403 ",
        "code=403, code=401",
      })
  void readsTheHeaderAsRfc7240HasIt(String prefer) {
    assertThat(mock.create(MINIMAL, "Prefer", prefer).statusCode()).isEqualTo(403);
  }

  @Test
  void ignoresPreferencesThatAreNotTheMocks() {
    HttpResponse<String> answer = mock.create(MINIMAL, "Prefer", "return=minimal, wait=10");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "Preference-Applied")).isEqualTo("(none)");
  }

  @Test
  void readsTheSameFromTheQueryAndTheBodyWithTheHeaderFirst() {
    assertThat(
            mock.create(CUSTOMERS + "?__code=403", BodyPublishers.ofString(MINIMAL)).statusCode())
        .isEqualTo(403);
    assertThat(mock.create("{\"name\":\"mock:code=401\"}").statusCode()).isEqualTo(401);
    assertThat(mock.create("{\"notes\":\"mock:example=timeout\"}").statusCode()).isEqualTo(408);
    HttpResponse<String> all =
        mock.create(
            CUSTOMERS + "?__code=403&__delay=1",
            BodyPublishers.ofString("{\"name\":\"mock:code=401\"}"),
            "Prefer",
            "code=503");
    assertThat(all.statusCode()).isEqualTo(503);
    assertThat(header(all, "Preference-Applied")).isEqualTo("code=503, delay=1");
  }

  @Test
  void whoeverChoosesAnAnswerFirstChoosesAllOfIt() {
    HttpResponse<String> answer =
        mock.create(
            CUSTOMERS + "?__code=503&__fault=empty&__delay=1",
            BodyPublishers.ofString(MINIMAL),
            "Prefer",
            "example=several");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(header(answer, "Preference-Applied")).isEqualTo("example=several, delay=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code=418 | Prefer: code=418 cannot be met: POST /api/v1/customers has the statuses 201,"
            + " 400, 401",
        "code=abc | has the statuses",
        "example=nope | has the examples minimal, complete, business_id_missing",
        "code=403, example=minimal | has for 403 the examples not_enough_permissions",
        "delay=-1 | delay takes milliseconds from 0 to 60000",
        "delay=60001 | delay takes milliseconds from 0 to 60000",
        "delay=x | delay takes milliseconds from 0 to 60000",
        "fault=boom | the faults are connection-reset, empty, malformed",
        "fault | the faults are connection-reset, empty, malformed",
      })
  void saysWhatCanBeAskedWhereAPreferenceCannotBeMet(String prefer, String sentence) {
    HttpResponse<String> answer = mock.create(MINIMAL, "Prefer", prefer);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("detail").stringValue()).contains(sentence);
    assertThat(header(answer, "Preference-Applied")).isEqualTo("(none)");
  }

  @Test
  void doesNotReadALongText() {
    String spaces = "{\"name\":\"mock:" + " ".repeat(400_000) + "\"}";
    assertThat(mock.create(spaces).body()).contains("string_too_long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mock:status=403", "mock:nope"})
  void saysWhatATextOfTheBodyCanAskFor(String name) {
    HttpResponse<String> answer = mock.create("{\"name\":\"" + name + "\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("detail").stringValue())
        .isEqualTo("name: " + name + " cannot be met: the mock knows code, example, delay, fault");
  }

  @Test
  void answersLateButOthersAtOnce() {
    List<CompletableFuture<HttpResponse<String>>> late =
        IntStream.range(0, 100).mapToObj(i -> mock.later(MINIMAL, "Prefer", "delay=3000")).toList();
    assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
    assertThat(late).noneMatch(CompletableFuture::isDone);
    assertThat(late)
        .allSatisfy(answer -> {
          assertThat(answer.join().statusCode()).isEqualTo(201);
          assertThat(header(answer.join(), "Preference-Applied")).isEqualTo("delay=3000");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection-reset", "empty", "malformed"})
  void breaksTheConnection(String fault) {
    HttpRequest.Builder request =
        mock.request(CUSTOMERS)
            .header("Prefer", "fault=" + fault)
            .POST(BodyPublishers.ofString(MINIMAL));
    assertThatThrownBy(() -> mock.trySend(request)).isInstanceOf(IOException.class);
    assertThat(mock.create(MINIMAL).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"connection-reset", "empty", "malformed"})
  void listsABrokenAnswerAsWhatItWas(String fault) {
    HttpRequest.Builder request =
        mock.request(CUSTOMERS)
            .header("Prefer", "code=403, fault=" + fault)
            .header("X-Mock-Session", fault)
            .POST(BodyPublishers.noBody());
    assertThatThrownBy(() -> mock.trySend(request)).isInstanceOf(IOException.class);
    assertThat(
            json(mock.get("/__admin/sessions/" + fault + "/requests"))
                .at("/requests/0/answer")
                .toString())
        .isEqualTo("{\"status\":null,\"fault\":\"" + fault + "\",\"headers\":{},\"body\":\"\"}");
  }

  @Test
  void delaysEveryAnswerByItsOwnDefaultUnlessAnotherIsAsked() {
    try (MockApi slow = MockApi.start("--delay", "2000")) {
      CompletableFuture<HttpResponse<String>> late = slow.later(MINIMAL);
      assertThat(slow.create(MINIMAL, "Prefer", "delay=0").statusCode()).isEqualTo(201);
      assertThat(late).isNotDone();
      assertThat(header(late.join(), "Preference-Applied")).isEqualTo("(none)");
    }
  }
}

package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.idempotency.Keys.ACME;
import static com.dayzero.customers.server.idempotency.Keys.replayed;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class IdempotencyTest {
  private static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";
  private static final String OTHER = "{\"name\":\"b\",\"email\":\"b@acme.com\"}";

  private final Api api;
  private final Tenants tenants;
  private final DSLContext database;
  private Keys keys;

  @Autowired
  IdempotencyTest(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.tenants = tenants;
    this.database = database;
    this.keys = new Keys(api, tenants, database);
  }

  @BeforeEach
  void aNewBusiness() {
    keys = new Keys(api, tenants, database);
  }

  @Test
  void answersTheSameKeyWithTheFirstAnswerByteForByte() {
    HttpResponse<String> first = keys.create(KEY, ACME);
    HttpResponse<String> second = keys.create(KEY, ACME);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(replayed(first)).isEmpty();
    assertThatItIsAReplay(second, first);
    assertThat(keys.storedCustomers()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NULL", "{a,b}", "it's", "\\\"a\\\"", "a\\\\b", "\\u0001", "?", "{0}", "é😀"})
  void keepsAnAnswerAsItIsWhateverItMeansInAnArrayOfPostgresql(String text) {
    String body =
        "{\"name\":\"Acme\",\"email\":\"billing@acme.com\",\"notes\":\"%s\"}".formatted(text);
    HttpResponse<String> first = keys.create("a,{\\b}", body);

    assertThat(first.body()).contains("\"notes\":\"" + text + "\"");
    assertThatItIsAReplay(keys.create("a,{\\b}", body), first);
  }

  @Test
  void answersWithAKeyAsWithout() {
    HttpResponse<String> with = keys.create(KEY, ACME);
    HttpResponse<String> without = api.create(keys.owner(), ACME);

    assertThat(withoutIdAndTimes(with.body())).isEqualTo(withoutIdAndTimes(without.body()));
    assertThat(with.headers().allValues("Content-Type"))
        .isEqualTo(without.headers().allValues("Content-Type"));
  }

  @Test
  void takesAQuotedKeyForTheBareOne() {
    HttpResponse<String> bare = keys.create("a b", ACME);
    assertThatItIsAReplay(keys.create("\"a b\"", ACME), bare);
  }

  @Test
  void refusesTheSameKeyWithAnotherBodyInTheContractsWords() {
    HttpResponse<String> first = keys.create(KEY, ACME);
    HttpResponse<String> refused = keys.create(KEY, OTHER);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .isEqualTo(
            """
            {"detail":[{"type":"idempotency_key_reused","loc":["header","Idempotency-Key"],\
            "msg":"Idempotency-Key came before with another body: send a new key with a new request",\
            "input":"8e03978e-40d5-43dd-bc93-6894a57f9324"}]}\
            """);
    assertThat(replayed(refused)).isEmpty();
    assertThat(keys.storedCustomers()).isOne();
    assertThatItIsAReplay(keys.create(KEY, ACME), first);
  }

  @Test
  void tellsBodiesApartByTheirBytes() {
    keys.create(KEY, ACME);
    assertThat(keys.create(KEY, ACME + " ").statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"abc", "\"\""})
  void refusesAMalformedKeyAndStoresNothing(String key) {
    HttpResponse<String> refused = keys.create(key, ACME);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"type\":\"idempotency_key_malformed\"");
    assertThat(keys.storedCustomers()).isZero();
    assertThat(keys.storedKeys()).isZero();
  }

  @Test
  void refusesAnInvalidBodyBeforeItLooksAtTheKey() {
    keys.create(KEY, ACME);
    HttpResponse<String> refused = keys.create(KEY, "{}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"missing\"").doesNotContain("idempotency_key");
  }

  @Test
  void keepsTheKeysOfBusinessesApart() {
    HttpResponse<String> ours = keys.create(KEY, ACME);
    Keys others = new Keys(api, tenants, database);
    HttpResponse<String> theirs = others.create(KEY, ACME);

    assertThat(theirs.statusCode()).isEqualTo(201);
    assertThat(replayed(theirs)).isEmpty();
    assertThat(theirs.body()).isNotEqualTo(ours.body());
    assertThat(others.storedCustomers()).isOne();
  }

  @Test
  void remembersNoRefusal() {
    String unknownTerm =
        "{\"name\":\"a\",\"email\":\"a@b.com\",\"default_payment_term_id\":\"unknown\"}";
    assertThat(keys.create(KEY, unknownTerm).statusCode()).isEqualTo(400);
    assertThat(keys.storedKeys()).isZero();

    HttpResponse<String> corrected = keys.create(KEY, ACME);
    assertThat(corrected.statusCode()).isEqualTo(201);
    assertThat(replayed(corrected)).isEmpty();
  }

  @Test
  void looksAtTheKeyBeforeTheRulesThatNeedStoredData() {
    keys.create(KEY, ACME);
    HttpResponse<String> refused =
        keys.create(
            KEY, "{\"name\":\"a\",\"email\":\"a@b.com\",\"default_payment_term_id\":\"unknown\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("idempotency_key_reused");
  }

  @Test
  void replaysUntilTheKeyExpiresAndThenCreatesAgain() {
    HttpResponse<String> first = keys.create(KEY, ACME);
    keys.letAge(Duration.ofHours(24).minusMinutes(1));
    assertThatItIsAReplay(keys.create(KEY, ACME), first);

    keys.letAge(Duration.ofHours(24).plusMinutes(1));
    HttpResponse<String> again = keys.create(KEY, OTHER);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(replayed(again)).isEmpty();
    assertThat(keys.storedCustomers()).isEqualTo(2);
    assertThat(keys.storedKeys()).isOne();
    assertThatItIsAReplay(keys.create(KEY, OTHER), again);
  }

  @Test
  void storesNothingWhereThereIsNoKey() {
    HttpResponse<String> first = api.create(keys.owner(), ACME);
    HttpResponse<String> second = api.create(keys.owner(), ACME);

    assertThat(first.body()).isNotEqualTo(second.body());
    assertThat(keys.storedCustomers()).isEqualTo(2);
    assertThat(keys.storedKeys()).isZero();
  }

  private static void assertThatItIsAReplay(
      HttpResponse<String> answer, HttpResponse<String> first) {
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(replayed(answer)).contains("true");
    assertThat(answer.body()).isEqualTo(first.body());
    for (String header : new String[] {"Location", "Content-Type", "Content-Length"}) {
      assertThat(answer.headers().allValues(header))
          .as(header)
          .hasSize(1)
          .isEqualTo(first.headers().allValues(header));
    }
  }

  private static String withoutIdAndTimes(String body) {
    return body.replaceAll("\"(id|created_at|updated_at)\":\"[^\"]*\"", "\"$1\":\"\"");
  }
}

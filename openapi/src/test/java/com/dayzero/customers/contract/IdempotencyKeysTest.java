package com.dayzero.customers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeysTest {
  private static final Contract CONTRACT = Contract.load();
  private static final Operation CREATE = CONTRACT.operation("POST", "/api/v1/customers");
  private static final IdempotencyKeys KEYS = new IdempotencyKeys(CONTRACT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abc          | abc",
        "\"abc\"      | abc",
        "a b          | a b",
        "a\"b         | a\"b",
        "\"a\\\"b\"   | a\"b",
        "\"a\\\\b\"   | a\\b",
      })
  void readsAKeyBareOrQuoted(String header, String key) {
    assertThat(KEYS.violations(List.of(header))).isEmpty();
    assertThat(KEYS.key(List.of(header))).contains(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"", "\"\"", "\"abc", "\"a\"b\"", "ü", "a\tb", "\"a\\b\""})
  void refusesWhatIsNoKey(String header) {
    assertThat(KEYS.violations(List.of(header))).hasSize(1);
    assertThat(KEYS.key(List.of(header))).isEmpty();
  }

  @Test
  void takesUpTo255Characters() {
    assertThat(KEYS.violations(List.of("k".repeat(255)))).isEmpty();
    assertThat(KEYS.violations(List.of("\"" + "k".repeat(255) + "\""))).isEmpty();
    assertThat(KEYS.violations(List.of("k".repeat(256)))).hasSize(1);
    assertThat(KEYS.violations(List.of("\"" + "k".repeat(256) + "\""))).hasSize(1);
  }

  @Test
  void takesOneKeyOnly() {
    assertThat(KEYS.violations(List.of())).isEmpty();
    assertThat(KEYS.violations(List.of("a", "a"))).hasSize(1);
  }

  @Test
  void isToldBeforeWhatIsWrongWithTheBody() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                new RequestValidator(CONTRACT)
                    .validate(
                        CREATE,
                        KEYS.violations(List.of("")),
                        "{\"name\":\"\",\"email\":\"a@b.com\"}".getBytes(UTF_8)));
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(refusal.body().toBytes())
        .asString(UTF_8)
        .startsWith(
            "{\"detail\":[{\"type\":\"idempotency_key_malformed\","
                + "\"loc\":[\"header\",\"Idempotency-Key\"],")
        .contains("},{\"type\":\"string_too_short\",\"loc\":[\"body\",\"name\"]");
  }

  @Test
  void isRefusedForAnotherBodyAsTheContractShows() {
    Example example =
        CREATE.examples().stream()
            .filter(candidate -> candidate.name().equals("idempotency_key_reused"))
            .findFirst()
            .orElseThrow();
    Refusal refusal = KEYS.reused(example.body().at("/detail/0/input").asString());
    assertThat(refusal.status()).isEqualTo(example.status());
    assertThat(refusal.body().toBytes()).isEqualTo(WireJson.write(example.body()));
  }
}

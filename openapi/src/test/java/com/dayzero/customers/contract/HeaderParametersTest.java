package com.dayzero.customers.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.dayzero.customers.contract.HeaderParameters.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParametersTest {
  private static final Contract CONTRACT = Contract.load();
  private static final Operation CREATE = CONTRACT.operation("POST", "/api/v1/customers");
  private static final HeaderParameters PARAMETERS =
      new HeaderParameters(CONTRACT, new IdempotencyKeys(CONTRACT));

  @Test
  void saysNothingOfHeadersThatWereNotSent() {
    assertThat(read(Map.of()).violations()).isEmpty();
    assertThat(read(Map.of()).idempotencyKey()).isEmpty();
    assertThat(read(Map.of()).userEmail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "someone@acme.com               | someone@acme.com",
        "Someone@ACME.com               | Someone@acme.com",
        "Some One <someone@acme.com>    | someone@acme.com",
        "jürgen@bücher.example          | jürgen@bücher.example",
        "someone@xn--bcher-kva.example  | someone@bücher.example",
      })
  void handsOnAnAddressInTheFormThatIsStored(String sent, String stored) {
    assertThat(userEmail(asItArrives(sent)).violations()).isEmpty();
    assertThat(userEmail(asItArrives(sent)).userEmail()).contains(stored);
  }

  @Test
  void refusesWhatIsNoAddressAsTheContractShows() {
    Example example =
        CREATE.examples().stream()
            .filter(candidate -> candidate.name().equals("user_email_malformed"))
            .findFirst()
            .orElseThrow();
    Refusal refusal = Refusal.invalid(userEmail("someone").violations());
    assertThat(refusal.status()).isEqualTo(example.status());
    assertThat(refusal.body().toBytes()).isEqualTo(WireJson.write(example.body()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a@b", "a@b.com, c@d.com", "a@localhost", "\u0000@acme.com", "ü"})
  void refusesWhatIsNoAddress(String sent) {
    Values values = userEmail(sent);
    assertThat(values.violations()).extracting(FieldError::type).containsExactly("value_error");
    assertThat(values.violations().getFirst().input().stringValue()).isEqualTo(sent);
    assertThat(values.userEmail()).isEmpty();
  }

  @Test
  void refusesSeveralEvenIfEachIsAnAddress() {
    Values values = userEmail("a@acme.com", "b@acme.com");
    assertThat(toText(Refusal.invalid(values.violations())))
        .isEqualTo(
            "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"header\",\"x-user-email\"],\"msg\":\"Input"
                + " should be a valid string\",\"input\":[\"a@acme.com\",\"b@acme.com\"]}]}");
    assertThat(values.userEmail()).isEmpty();
  }

  @Test
  void refusesAnAddressPastTheLimit() {
    String display = "A".repeat(254 - " <a@b.com>".length());
    assertThat(userEmail(display + " <a@b.com>").userEmail()).contains("a@b.com");

    FieldError tooLong = userEmail(display + "A <a@b.com>").violations().getFirst();
    assertThat(tooLong.type()).isEqualTo("string_too_long");
    assertThat(tooLong.loc()).containsExactly("header", "x-user-email");
    assertThat(tooLong.msg()).isEqualTo("String should have at most 254 characters");
    assertThat(tooLong.ctx()).hasToString("{\"max_length\":254}");
  }

  @Test
  void tellsEveryViolationInTheContractsOrderBeforeThoseOfTheBody() {
    Values values = read(Map.of("x-user-email", List.of("b"), "Idempotency-Key", List.of("")));
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                new RequestValidator(CONTRACT)
                    .validate(
                        CREATE,
                        values.violations(),
                        "{\"name\":\"\",\"email\":\"a@b.com\"}".getBytes(UTF_8)));
    assertThat(((ErrorBody.Violations) refusal.body()).detail())
        .extracting(violation -> violation.loc().getLast())
        .containsExactly("Idempotency-Key", "x-user-email", "name");
  }

  @Test
  void leavesAloneWhatIsReadElsewhere() {
    Values values = read(Map.of("x-business-id", List.of("none"), "X-Request-Id", List.of(" ")));
    assertThat(values.violations()).isEmpty();
  }

  @Test
  void readsAKeyBesideAnAddress() {
    Values values =
        read(Map.of("Idempotency-Key", List.of("\"a\""), "x-user-email", List.of("a@acme.com")));
    assertThat(values.idempotencyKey()).contains("a");
    assertThat(values.userEmail()).contains("a@acme.com");
  }

  private static Values userEmail(String... sent) {
    return read(Map.of("x-user-email", List.of(sent)));
  }

  private static Values read(Map<String, List<String>> headers) {
    return PARAMETERS.read(CREATE, name -> headers.getOrDefault(name, List.of()));
  }

  /** Servers hand on the bytes of a header one by one. */
  private static String asItArrives(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String toText(Refusal refusal) {
    return new String(refusal.body().toBytes(), UTF_8);
  }
}

package com.dayzero.customers.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestValidatorTest {
  private static final Contract CONTRACT = Contract.load();
  private static final Operation CREATE = CONTRACT.operation("POST", "/api/v1/customers");
  private static final RequestValidator VALIDATOR = new RequestValidator(CONTRACT);

  @ParameterizedTest
  @MethodSource("com.dayzero.customers.contract.ValidationCase#all")
  void answersByteForByteAsFastApi(ValidationCase fastApi) {
    if (fastApi.status() == 201) {
      assertThatCode(() -> VALIDATOR.validate(CREATE, List.of(), fastApi.body().getBytes(UTF_8)))
          .doesNotThrowAnyException();
    } else {
      assertThat(refusalOf(fastApi.body().getBytes(UTF_8)).body().toBytes())
          .asString(UTF_8)
          .isEqualTo(fastApi.expectedBody());
    }
  }

  @Test
  void handsOnWhatPydanticWouldMakeOfTheBody() {
    String body =
        """
        {"status_": 1, "credit_limit_cents": 1e3, "email": " Acme <Billing@ACME.com> ", "name": " A ", "notes": null}\
        """;
    assertThat(VALIDATOR.validate(CREATE, List.of(), body.getBytes(UTF_8)))
        .hasToString(
            "{\"name\":\" A \",\"email\":\"Billing@acme.com\",\"notes\":null,"
                + "\"credit_limit_cents\":1000,\"status\":\"active\"}");
  }

  /** Python's {@code int()} of the float; the shortest decimal of the second is another number. */
  @ParameterizedTest
  @CsvSource({
    "1e15, 1000000000000000",
    "70000000000000008.0, 70000000000000008",
    "9223372036854774784.0, 9223372036854774784"
  })
  void handsOnAFloatAsTheIntegerThatItIs(String given, String integer) {
    String body =
        "{\"name\":\"A\",\"email\":\"a@b.com\",\"credit_limit_cents\":%s}".formatted(given);
    assertThat(VALIDATOR.validate(CREATE, List.of(), body.getBytes(UTF_8)).toString())
        .contains("\"credit_limit_cents\":" + integer + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "credit_limit_cents | 0                      | accepted",
        "credit_limit_cents | -0.0                   | accepted",
        "credit_limit_cents | null                   | accepted",
        "credit_limit_cents | 9223372036854775807    | accepted",
        "credit_limit_cents | 1e3                    | accepted",
        "credit_limit_cents | 1e-400                 | accepted",
        "credit_limit_cents | 9223372036854775808    | less_than_equal",
        "credit_limit_cents | 1e30                   | less_than_equal",
        "credit_limit_cents | 1e400                  | less_than_equal",
        "credit_limit_cents | 1e999999999            | less_than_equal",
        "credit_limit_cents | -1                     | greater_than_equal",
        "credit_limit_cents | -1e400                 | greater_than_equal",
        "credit_limit_cents | -9223372036854775809   | greater_than_equal",
        "credit_limit_cents | 0.5                    | int_from_float",
        "credit_limit_cents | -0.5                   | int_from_float",
        "credit_limit_cents | \"100000\"             | int_parsing",
        "credit_limit_cents | \"\"                   | int_parsing",
        "credit_limit_cents | true                   | int_type",
        "credit_limit_cents | {}                     | int_type",
        "name               | \"   \"                | string_pattern_mismatch",
        "name               | \"\\u00a0\\u3000\\n\"  | string_pattern_mismatch",
        "name               | \" a \"                | accepted",
        "name               | \"a\\u0000\"           | string_pattern_mismatch",
        "name               | \"\\ud800\"            | string_pattern_mismatch",
        "name               | \"\\ud83d\\ude00\"     | accepted",
        "name               | null                   | string_type",
        "email              | \"a\\u0000@b.com\"     | string_pattern_mismatch",
        "email              | \"\"                   | value_error",
        "notes              | \"a\\nb\\u2028c\"      | accepted",
        "notes              | \"\\udc00\"            | string_pattern_mismatch",
        "notes              | \"\"                   | accepted",
        "status             | null                   | enum",
        "status             | \"Active\"             | enum",
        "status             | \"blocked\"            | accepted",
        "default_payment_term_id | 1                 | string_type",
      })
  void judgesOneValueAsPydantic(String field, String value, String type) {
    String rest =
        switch (field) {
          case "name" -> ", \"email\": \"a@b.com\"";
          case "email" -> ", \"name\": \"a\"";
          default -> ", \"name\": \"a\", \"email\": \"a@b.com\"";
        };
    assertThat(verdict("{\"%s\": %s%s}".formatted(field, value, rest))).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "name, 255",
    "address, 1000",
    "phone, 50",
    "tax_id, 50",
    "website, 2048",
    "notes, 10000",
    "default_payment_term_id, 100",
    "category, 100",
    "invoice_footer, 5000"
  })
  void countsCodePoints(String field, int limit) {
    String rest = field.equals("name") ? "" : ", \"name\": \"a\"";
    String body = "{\"%s\": \"%s\", \"email\": \"a@b.com\"%s}";
    assertThat(verdict(body.formatted(field, "😀".repeat(limit), rest))).isEqualTo("accepted");
    assertThat(verdict(body.formatted(field, "😀".repeat(limit + 1), rest)))
        .isEqualTo("string_too_long");
  }

  @Test
  void refusesAnAddressOver254CharactersForItsLength() {
    assertThat(verdict("{\"name\": \"a\", \"email\": \"%s@b.com\"}".formatted("a".repeat(249))))
        .isEqualTo("string_too_long");
  }

  /** As CPython's {@code json} tells them, but for the numbers that JSON does not have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "NaN|0|Expecting value",
        "{\"credit_limit_cents\":NaN}|22|Expecting value",
        "{\"x\":NaN,\"name\":[-NaN]}|17|Expecting value",
        "Infinity|0|Expecting value",
        "-Infinity|0|Expecting value",
        "[1,]|3|Expecting value",
        "01|1|Extra data",
        "\"\t\"|1|Invalid control character at",
        "\"\\x\"|1|Invalid \\escape",
        "\"abc|0|Unterminated string starting at",
        "{}{}|2|Extra data",
        "{\"a\" 1}|5|Expecting ':' delimiter",
        "{\"a\":1,}|7|Expecting property name enclosed in double quotes",
        "[1 2]|3|Expecting ',' delimiter",
        "' '|1|Expecting value"
      })
  void namesTheOffsetOfWhatIsNotJson(String body, int offset, String flaw) {
    assertThat(refusalOf(body.getBytes(UTF_8)).body())
        .isInstanceOfSatisfying(
            ErrorBody.Violations.class,
            violations ->
                assertThat(violations.detail())
                    .singleElement()
                    .satisfies(error -> {
                      assertThat(error.type()).isEqualTo("json_invalid");
                      assertThat(error.loc()).containsExactly("body", offset);
                      assertThat(error.ctx())
                          .hasToString("{\"error\":\"%s\"}".formatted(flaw.replace("\\", "\\\\")));
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "[{\"y\":-Infinity}]", "1e400", "{\"name\":NaN}"})
  void ignoresNumbersThatOnlyPythonKnowsWhereItIgnoresTheField(String number) {
    assertThat(verdict("{\"name\":\"a\",\"x\":%s,\"email\":\"a@b.com\"}".formatted(number)))
        .isEqualTo("accepted");
  }

  @Test
  void readsAFloatOfAnyLengthAndAnIntegerOf4300Digits() {
    String body = "{\"name\":\"a\",\"email\":\"a@b.com\",\"credit_limit_cents\":%s}";
    assertThat(verdict(body.formatted("7." + "0".repeat(5000)))).isEqualTo("accepted");
    assertThat(verdict(body.formatted("0." + "3".repeat(5000)))).isEqualTo("int_from_float");
    assertThat(verdict(body.formatted("3".repeat(4300)))).isEqualTo("less_than_equal");
    assertThat(verdict(body.formatted("3".repeat(5000) + ".0"))).isEqualTo("less_than_equal");
    assertThat(verdict(body.formatted("-1e400,\"x\":0." + "3".repeat(5000))))
        .isEqualTo("greater_than_equal");
    assertThat(verdict(body.formatted("3".repeat(4301)))).isEqualTo("refused with 400");
  }

  @Test
  void namesTheFieldOfHalfASurrogatePairThatBytesSpell() {
    String body = "{\"name\":\"ab%s\",\"email\":\"a@b.com\",\"x\":\"%s\"}";
    String half = "\u00ed\u00a0\u0080";
    assertThat(refusalOf(body.formatted(half, "").getBytes(ISO_8859_1)).body().toBytes())
        .asString(UTF_8)
        .contains("string_pattern_mismatch", "\"input\":\"ab\\ud800\"");
    assertThat(refusalOf(utf16(body.formatted("\ud800", ""))).body().toBytes())
        .asString(UTF_8)
        .contains("string_pattern_mismatch", "\"input\":\"ab\\ud800\"");
    VALIDATOR.validate(CREATE, List.of(), body.formatted("", half).getBytes(ISO_8859_1));
    VALIDATOR.validate(CREATE, List.of(), utf16(body.formatted("", "\ud800")));
  }

  /** Java's own encoder replaces halves. */
  private static byte[] utf16(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  @Test
  void readsEveryEncodingThatPythonReads() {
    String body = "{\"name\": \"Jürgen\", \"email\": \"a@b.com\"}";
    JsonNode accepted = VALIDATOR.validate(CREATE, List.of(), body.getBytes(UTF_8));
    assertThat(VALIDATOR.validate(CREATE, List.of(), body.getBytes(UTF_16))).isEqualTo(accepted);
    assertThat(VALIDATOR.validate(CREATE, List.of(), ("\ufeff" + body).getBytes(UTF_8)))
        .isEqualTo(accepted);
  }

  @Test
  void refusesBytesThatAreNotTextInFastApisWords() {
    Refusal refusal = refusalOf("{\"name\": \"Jürgen\"}".getBytes(ISO_8859_1));
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.body().toBytes())
        .asString(UTF_8)
        .isEqualTo("{\"detail\":\"There was an error parsing the body\"}");
  }

  @Test
  void echoesDeepNestingUpToTheLimitAndRefusesWhatIsDeeper() {
    String deep = "[".repeat(961) + "]".repeat(961);
    assertThat(refusalOf(deep.getBytes(UTF_8)).body().toBytes()).asString(UTF_8).contains(deep);
    assertThat(refusalOf("[".repeat(100_000).getBytes(UTF_8)).status()).isEqualTo(400);
    String ignored = "{\"name\":\"a\",\"email\":\"a@b.com\",\"x\":%s%s}";
    assertThat(verdict(ignored.formatted("[".repeat(960), "]".repeat(960)))).isEqualTo("accepted");
    assertThat(verdict(ignored.formatted("[".repeat(961), "]".repeat(961))))
        .isEqualTo("refused with 400");
    assertThat(verdict(ignored.formatted("[".repeat(959) + "NaN", "]".repeat(959))))
        .isEqualTo("accepted");
  }

  @Test
  void echoesNumbersAsPythonWritesThem() {
    String body =
        "{\"name\": [1.0, 1e16, 1e-5, 5e-324, 123456789.5, -0.0, 1e30, 1e400,"
            + " 18446744073709551616]}";
    assertThat(refusalOf(body.getBytes(UTF_8)).body().toBytes())
        .asString(UTF_8)
        .contains("[1.0,1e+16,1e-05,5e-324,123456789.5,-0.0,1e+30,1e999,18446744073709551616]");
  }

  @Test
  void echoesTextAsPythonWritesIt() {
    String body = "{\"name\": [\"\\u001f\\b\\u007f\\/ü😀\\ud800\"]}";
    assertThat(refusalOf(body.getBytes(UTF_8)).body().toBytes())
        .asString(UTF_8)
        .contains("[\"\\u001f\\b\u007f/ü😀\\ud800\"]");
  }

  @Test
  void echoesNoKeysThatFastApiTakesForSqlalchemys() {
    String body = "{\"_sa_x\": 1, \"name\": [{\"_sale\": 2, \"sale\": {\"_sa\": 3, \"_s\": 4}}]}";
    assertThat(refusalOf(body.getBytes(UTF_8)).body().toBytes())
        .asString(UTF_8)
        .contains(
            "\"input\":[{\"sale\":{\"_s\":4}}]", "\"input\":{\"name\":[{\"sale\":{\"_s\":4}}]}");
  }

  private static String verdict(String body) {
    try {
      VALIDATOR.validate(CREATE, List.of(), body.getBytes(UTF_8));
      return "accepted";
    } catch (Refusal refusal) {
      return refusal.body() instanceof ErrorBody.Violations(var detail)
          ? String.join(" ", detail.stream().map(FieldError::type).toList())
          : "refused with " + refusal.status();
    }
  }

  private static Refusal refusalOf(byte[] body) {
    try {
      throw new AssertionError("accepted: " + VALIDATOR.validate(CREATE, List.of(), body));
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}

package com.dayzero.customers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.contract.JsonDecodeError.PastLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecodeErrorTest {

  /** What CPython 3.11 says of each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0 | Expecting value",
        "` ` | 1 | Expecting value",
        "{ | 1 | Expecting property name enclosed in double quotes",
        "{\"a\" | 4 | Expecting ':' delimiter",
        "{\"a\": | 5 | Expecting value",
        "{\"a\":1 | 6 | Expecting ',' delimiter",
        "{\"a\":1, | 7 | Expecting property name enclosed in double quotes",
        "{\"a\":1,} | 7 | Expecting property name enclosed in double quotes",
        "{'a':1} | 1 | Expecting property name enclosed in double quotes",
        "[1 | 2 | Expecting ',' delimiter",
        "[1,] | 3 | Expecting value",
        "[1 2] | 3 | Expecting ',' delimiter",
        "[ | 1 | Expecting value",
        "nul | 0 | Expecting value",
        "True | 0 | Expecting value",
        "[NaN | 4 | Expecting ',' delimiter",
        "[-Infinity,Inf] | 11 | Expecting value",
        "nan | 0 | Expecting value",
        "- | 0 | Expecting value",
        "01 | 1 | Extra data",
        "1. | 1 | Extra data",
        "1e | 1 | Extra data",
        ".5 | 0 | Expecting value",
        "{} {} | 3 | Extra data",
        "\"abc | 0 | Unterminated string starting at",
        "\"abc\\ | 0 | Unterminated string starting at",
        "[\"\\x\"] | 2 | Invalid \\escape",
        "[\"\\u12g4\"] | 3 | Invalid \\uXXXX escape",
        "\"\\u123 | 2 | Invalid \\uXXXX escape",
        "\"😀\"x | 3 | Extra data",
      })
  void saysWhatPythonSays(String text, int offset, String message) throws PastLimits {
    assertThat(JsonDecodeError.of(text)).isEqualTo(new JsonDecodeError(message, offset));
  }

  @Test
  void namesControlCharacters() throws PastLimits {
    assertThat(JsonDecodeError.of("\"a\tb\""))
        .isEqualTo(new JsonDecodeError("Invalid control character at", 2));
  }

  @Test
  void findsNothingWrongWithJson() throws PastLimits {
    String json = " {\"a\": [1, -0.5e+3, \"\\ud83d\\ude00\\n\", null]} ";
    assertThat(JsonDecodeError.of(json)).isNull();
    assertThat(JsonDecodeError.ofJsonAlone(json)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void findsNumbersThatOnlyPythonKnows(String number) throws PastLimits {
    String text = "[1, " + number + "]";
    assertThat(JsonDecodeError.of(text)).isNull();
    assertThat(JsonDecodeError.ofJsonAlone(text))
        .isEqualTo(new JsonDecodeError("Expecting value", 4));
  }

  @Test
  void givesUpWherePythonDoesBeforeWhatIsWrongLater() {
    String integer = "9".repeat(WireJson.MAX_DIGITS);
    assertThatCode(() -> JsonDecodeError.of("[-" + integer + ",")).doesNotThrowAnyException();
    assertThatCode(() -> JsonDecodeError.of("[9" + integer + ".5,")).doesNotThrowAnyException();
    assertThatThrownBy(() -> JsonDecodeError.of("[9" + integer + ","))
        .isInstanceOf(PastLimits.class);
    assertThatThrownBy(() -> JsonDecodeError.of("[".repeat(WireJson.MAX_DEPTH + 1)))
        .isInstanceOf(PastLimits.class);
  }
}

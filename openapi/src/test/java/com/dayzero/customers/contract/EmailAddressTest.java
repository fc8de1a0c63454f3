package com.dayzero.customers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "billing@acme.com | billing@acme.com",
        "First.Last+tag@Sub.ACME.co.uk | First.Last+tag@sub.acme.co.uk",
        "o'brien@acme.ie | o'brien@acme.ie",
        "INFO@acme.com | info@acme.com",
        "Acme Corp <billing@acme.com> | billing@acme.com",
        "\"Acme, Corp\" <billing@acme.com> | billing@acme.com",
        "<billing@acme.com> | billing@acme.com",
        "jürgen@bücher.example | jürgen@bücher.example",
        "a@xn--bcher-kva.example | a@bücher.example",
        "a@faß.de | a@faß.de",
        "用户@例子.广告 | 用户@例子.广告",
        "a@例子。广告 | a@例子.广告",
        "a@123.com | a@123.com",
        "a@xn--strae-oqa.de | a@straße.de",
        "a@𠀀.de | a@𠀀.de",
        "a@Ⴀ.ge | a@ⴀ.ge",
        "a@b\ufe0f.de | a@b.de",
        "a@Ꭰ.com | a@Ꭰ.com",
        "a@ﬁ1--x.de | a@fi1--x.de",
        "a@𐐀--a.com | a@𐐨--a.com",
        "a@あ・・.א׳ | a@あ・・.א׳",
        "½ ② <a@b.com> | a@b.com",
        "\"Acme \\\"Best\\\" Inc\" <a@b.com> | a@b.com",
        "\"a\" \"b\" <a@b.com> | a@b.com",
        "<\u0085a@b.com\u2028> | a@b.com",
        "\u001ca@b.com\u001f | a@b.com"
      })
  void keepsTheAddressAlone(String text, String address) {
    assertThat(EmailAddress.normalize(text)).isEqualTo(address);
    assertThat(EmailAddress.normalize("  " + text + "\n")).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "b",
        "a@",
        "@b.com",
        "a@b",
        "a@localhost",
        "a@b..com",
        "a..b@c.com",
        ".a@b.com",
        "a.@b.com",
        "a b@c.com",
        "a@b c.com",
        "a@b@c.com",
        "a@-b.com",
        "a@b-.com",
        "a@b.com-",
        "a@.com",
        "a@b.com.",
        "a@b_c.com",
        "a@[127.0.0.1]",
        "\"a b\"@c.com",
        "a@b.c0m1",
        "a@b.test",
        "a@mail.local",
        "a@x.invalid",
        "a@ab--c.com",
        "a@😀.com",
        "a@xn--a.com",
        "a@ㄱ.com",
        "a@b\u0640.com",
        "a@\u3031.com",
        "a@b\u20d0.com",
        "a\u037eb@b.com",
        "\"a <a@b.com>",
        "a,b@c.com",
        "a@b,com",
        "a(b)@c.com",
        "\u0301a@b.com",
        "\ud804\udc01a@b.com",
        "a\u200b@b.com",
        "a\u00a0b@c.com",
        "Acme <a@b",
        "Acme <a@b.com> x"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(EmailAddress.flawOf(text)).isNotNull();
  }

  @Test
  void measuresTheAddressAsItIsSentToo() {
    assertThat(EmailAddress.flawOf("e\u0301".repeat(82) + "@b.com")).isNull();
    assertThat(EmailAddress.flawOf("e\u0301".repeat(83) + "@b.com"))
        .isEqualTo("The email address is too long (1 character too many).");
  }

  @Test
  void aGlanceTellsNothingElseThanAllRules() {
    List<String> pieces =
        List.of(
            "a",
            "b9",
            "0",
            "A",
            "ü",
            "-",
            ".",
            "_",
            "+",
            "@",
            " ",
            "<",
            "xn--",
            "info",
            "test",
            "c".repeat(63),
            "d".repeat(64));
    List<String> ends =
        List.of("", ".com", ".b.com", ".test", ".best", ".arpa", ".localhost", ".1");
    Random random = new Random(20261127);
    int addresses = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = some(pieces, random) + "@" + some(pieces, random) + some(ends, random);
      String address = outcome(EmailAddress::normalizeByAllRules, text);
      assertThat(outcome(EmailAddress::normalize, text)).as(text).isEqualTo(address);
      if (address.equals(text)) {
        addresses++;
      }
    }
    assertThat(addresses).isGreaterThan(1000);
  }

  private static String some(List<String> pieces, Random random) {
    return random
        .ints(random.nextInt(1, 4), 0, pieces.size())
        .mapToObj(pieces::get)
        .collect(Collectors.joining());
  }

  private static String outcome(UnaryOperator<String> normal, String text) {
    try {
      return normal.apply(text);
    } catch (IllegalArgumentException flaw) {
      return "not taken: " + flaw.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource({"65, 3, true", "247, 3, false", "246, 3, true", "1, 63, true", "1, 64, false"})
  void limitsTheLengthsOfTheParts(int local, int label, boolean valid) {
    String text = "a".repeat(local) + "@" + "b".repeat(label) + ".com";
    assertThat(EmailAddress.flawOf(text) == null).isEqualTo(valid);
  }

  /** What takes longer the longer the text is, by more than its length, would take minutes here. */
  @ParameterizedTest
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(strings = {" ", "a ", "a@", "\"", "<", "a@日", ".", "a\u0301"})
  void isNotImpressedByLength(String piece) {
    for (int length : new int[] {2048, 1_000_000}) {
      String text = piece.repeat(length / piece.length());
      assertThat(EmailAddress.flawOf(text)).isNotNull();
      assertThat(EmailAddress.flawOf(text + "x.com")).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b | An email address must have an @-sign.",
        "a@b | The part after the @-sign is not valid. It should have a period.",
        "a@b..com | An email address cannot have two periods in a row.",
        "a b@c.com | The email address contains invalid characters before the @-sign: SPACE.",
        "a@b@c.com | The part after the @-sign contains invalid characters: '@'.",
        "a@b.123 | The part after the @-sign is not valid. It is not within a valid top-level"
            + " domain."
      })
  void tellsTheFlawAsEmailValidatorDoes(String text, String flaw) {
    assertThat(EmailAddress.flawOf(text)).isEqualTo(flaw);
  }
}

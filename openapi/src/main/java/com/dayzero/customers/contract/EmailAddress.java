package com.dayzero.customers.contract;

import static java.util.regex.Pattern.UNICODE_CHARACTER_CLASS;

import com.dayzero.customers.contract.EmailText.Flaw;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses by the rules of pydantic's {@code EmailStr}, that is of Python's email-validator
 * without a look at the DNS: RFC 5322's dot-atom before the @-sign, extended by RFC 6531; after it
 * a host name of at least two labels, which may be internationalised (IDNA 2008). No quoted local
 * parts, no IP addresses, no special-use domains.
 */
public final class EmailAddress {
  /** Longer texts are not looked at, in pydantic too. */
  private static final int MAX_TEXT_LENGTH = 2048;

  private static final int MAX_LENGTH = 254;

  /** The names of RFC 2142, whose case never matters. */
  private static final Set<String> MAILBOXES =
      Set.of(
          "info",
          "marketing",
          "sales",
          "support",
          "abuse",
          "noc",
          "security",
          "postmaster",
          "hostmaster",
          "usenet",
          "news",
          "webmaster",
          "www",
          "uucp",
          "ftp");

  private static final String SPACE = "[\\s\\x1c-\\x1f]";
  private static final String WORD = "[\\p{L}\\p{N}_!#$%&'*+\\-/=?^`{|}~]++";

  /**
   * {@code Acme Corp <billing@acme.com>}, the words before the address plain or quoted, or none.
   * What is quoted may have a quote in it, as in pydantic.
   */
  private static final Pattern WITH_DISPLAY_NAME =
      Pattern.compile(
          SPACE
              + "*+(?:(?:"
              + WORD
              + SPACE
              + "*+)++|\"(?s:.+)\""
              + SPACE
              + "*+)?<([^\n]+)>"
              + SPACE
              + "*+",
          UNICODE_CHARACTER_CLASS);

  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9_!#$%&'*+\\-/=?^`{|}~.\\x{80}-\\x{10FFFF}]*+");

  /**
   * Most addresses: all of ASCII, and a domain in lower case, without hyphens, that is none for
   * special use. They are in their normal form, and nothing below has anything against them.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[a-z0-9]++(?:[._+-][a-z0-9]++)*+@(?:[a-z0-9]{1,63}+\\.)++"
              + "(?!(?:arpa|invalid|local|localhost|onion|test)$)[a-z]{2,63}+");

  private EmailAddress() {}

  /** What is wrong with the address, as a sentence; null if nothing is. */
  static @Nullable String flawOf(String text) {
    try {
      normalize(text);
      return null;
    } catch (Flaw flaw) {
      return flaw.getMessage();
    }
  }

  /**
   * The address as it is stored: without display name and surrounding white space, in Unicode's
   * composed form (NFC), its domain in lower case and decoded from Punycode.
   *
   * @throws IllegalArgumentException with the flaw, if it is no address
   */
  public static String normalize(String text) {
    return text.length() <= MAX_LENGTH && PLAIN.matcher(text).matches()
        ? text
        : normalizeByAllRules(text);
  }

  /** As {@link #normalize}, which knows at a glance that most addresses keep all of these rules. */
  static String normalizeByAllRules(String text) {
    EmailText.check(
        text.codePointCount(0, text.length()) <= MAX_TEXT_LENGTH,
        "Length must not exceed " + MAX_TEXT_LENGTH + " characters");
    String address = strip(withoutDisplayName(text));
    int at = atSign(address);
    EmailText.check(at >= 0, "An email address must have an @-sign.");
    String local = normalizeLocal(address.substring(0, at));
    EmailDomain domain = EmailDomain.parse(address.substring(at + 1));
    String normalized = local + "@" + domain.unicode();
    for (String form : List.of(address, normalized, local + "@" + domain.ascii())) {
      EmailText.checkLength(utf8Length(form), MAX_LENGTH, "The email address is too long");
    }
    return normalized;
  }

  private static String withoutDisplayName(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    Matcher named = WITH_DISPLAY_NAME.matcher(text);
    return named.matches() ? named.group(1) : text;
  }

  /** As Python's {@code str.strip} does. */
  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** The first @-sign that is not quoted. */
  private static int atSign(String address) {
    int from = address.startsWith("\"") ? Math.max(0, address.indexOf("\"@", 1)) : 0;
    return address.indexOf('@', from);
  }

  private static String normalizeLocal(String local) {
    EmailText.check(!local.isEmpty(), "There must be something before the @-sign.");
    EmailText.check(
        !(local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")),
        "Quoting the part before the @-sign is not allowed here.");
    checkLocal(local);
    String normalized = Normalizer.normalize(local, Normalizer.Form.NFC);
    if (!normalized.equals(local)) {
      try {
        checkLocal(normalized);
      } catch (Flaw flaw) {
        throw new Flaw("After Unicode normalization: " + flaw.getMessage());
      }
    }
    String lowerCase = normalized.toLowerCase(Locale.ROOT);
    return MAILBOXES.contains(lowerCase) ? lowerCase : normalized;
  }

  private static void checkLocal(String local) {
    EmailText.checkCharacters(
        local, LOCAL, "The email address contains invalid characters before the @-sign");
    EmailText.check(
        !local.endsWith("."),
        "An email address cannot have a period immediately before the @-sign.");
    EmailText.check(!local.startsWith("."), "An email address cannot start with a period.");
    EmailText.check(!local.contains(".."), "An email address cannot have two periods in a row.");
    EmailText.checkSafe(local);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

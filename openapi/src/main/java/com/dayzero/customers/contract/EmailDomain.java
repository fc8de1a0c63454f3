package com.dayzero.customers.contract;

import com.ibm.icu.text.IDNA;
import java.util.regex.Pattern;

/**
 * The part of an e-mail address after the @-sign.
 *
 * @param unicode as people read it
 * @param ascii as the DNS knows it, in Punycode where needed
 */
record EmailDomain(String unicode, String ascii) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  /** IDNA 2008's mapping and checks. */
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.CHECK_CONTEXTO);

  private static final Pattern ACE_LIKE =
      Pattern.compile("(^|\\.)(?!xn)[^.]{2}--", Pattern.CASE_INSENSITIVE);
  private static final String INVALID_CHARACTERS =
      "The part after the @-sign contains invalid characters";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-\\x{80}-\\x{10FFFF}]*+");

  /** From IANA's list of special-use domain names: nobody gets mail there. */
  private static final Pattern SPECIAL_USE =
      Pattern.compile("(.*\\.)?(arpa|invalid|local|localhost|onion|test)");

  static EmailDomain parse(String domain) {
    EmailText.check(!domain.isEmpty(), "There must be something after the @-sign.");
    EmailText.check(
        !(domain.startsWith("[") && domain.endsWith("]")),
        "A bracketed IP address after the @-sign is not allowed here.");
    EmailText.checkCharacters(domain, HOST, INVALID_CHARACTERS);
    EmailText.checkSafe(domain);
    checkDots(domain);
    EmailDomain parsed = international(domain);
    checkReachable(parsed.ascii());
    return parsed;
  }

  private static EmailDomain international(String domain) {
    IDNA.Info info = new IDNA.Info();
    String unicode = UTS46.nameToUnicode(domain, new StringBuilder(), info).toString();
    String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
    checkDots(unicode);
    for (String label : ascii.split("\\.", -1)) {
      EmailText.checkLength(
          label.length(),
          MAX_LABEL_LENGTH,
          "After the @-sign, periods cannot be separated by so many characters");
    }
    EmailText.checkLength(
        ascii.length(), MAX_LENGTH, "The email address is too long after the @-sign");
    EmailText.check(
        !info.hasErrors() && unicode.codePoints().allMatch(EmailDomain::isAllowed),
        "The part after the @-sign is not a valid internationalized domain name.");
    return new EmailDomain(unicode, ascii);
  }

  /**
   * RFC 5892's rule in short: letters, marks and digits, and the exceptions that have a rule of
   * their own.
   */
  private static boolean isAllowed(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default ->
          "-.\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb".indexOf(c) >= 0;
    };
  }

  private static void checkDots(String domain) {
    EmailText.check(!domain.endsWith("."), "An email address cannot end with a period.");
    EmailText.check(
        !domain.startsWith("."),
        "An email address cannot have a period immediately after the @-sign.");
    EmailText.check(!domain.contains(".."), "An email address cannot have two periods in a row.");
    EmailText.check(!domain.endsWith("-"), "An email address cannot end with a hyphen.");
    EmailText.check(
        !domain.startsWith("-"),
        "An email address cannot have a hyphen immediately after the @-sign.");
    EmailText.check(
        !ACE_LIKE.matcher(domain).find(),
        "An email address cannot have two letters followed by two dashes immediately after the"
            + " @-sign or after a period, except Punycode.");
    EmailText.check(
        !domain.contains(".-") && !domain.contains("-."),
        "An email address cannot have a period and a hyphen next to each other.");
  }

  private static void checkReachable(String ascii) {
    EmailText.check(
        ascii.contains("."), "The part after the @-sign is not valid. It should have a period.");
    EmailText.check(
        Character.isLetter(ascii.charAt(ascii.length() - 1)),
        "The part after the @-sign is not valid. It is not within a valid top-level domain.");
    EmailText.check(
        !SPECIAL_USE.matcher(ascii).matches(),
        "The part after the @-sign is a special-use or reserved name that cannot be used with"
            + " email.");
  }
}

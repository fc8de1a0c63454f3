package com.dayzero.customers.contract;

import com.networknt.schema.utils.RFC5892;
import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of an e-mail address after the @-sign.
 *
 * @param unicode as people read it
 * @param ascii as the DNS knows it, in Punycode where needed
 */
record EmailDomain(String unicode, String ascii) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;
  private static final String PUNYCODE = "xn--";
  private static final String INVALID_CHARACTERS =
      "The part after the @-sign contains invalid characters";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\-\\x{80}-\\x{10FFFF}]");

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
    String mapped = mapped(domain);
    EmailText.checkCharacters(mapped, HOST, INVALID_CHARACTERS);
    checkDots(mapped);
    EmailDomain parsed =
        new EmailDomain(
            Arrays.stream(mapped.split("\\."))
                .map(EmailDomain::unicodeLabel)
                .collect(Collectors.joining(".")),
            Arrays.stream(mapped.split("\\."))
                .map(EmailDomain::asciiLabel)
                .collect(Collectors.joining(".")));
    checkReachable(parsed.ascii());
    return parsed;
  }

  /**
   * UTS 46's mapping, but for its table of exceptions: lower case, compatibility forms, full stops.
   */
  private static String mapped(String domain) {
    String lowerCase = Normalizer.normalize(domain, Form.NFKC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lowerCase, Form.NFKC).replace('\u3002', '.');
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
        !domain.contains(".-") && !domain.contains("-."),
        "An email address cannot have a period and a hyphen next to each other.");
  }

  private static String unicodeLabel(String label) {
    if (!label.startsWith(PUNYCODE)) {
      EmailText.check(
          !label.startsWith("--", 2),
          "An email address cannot have two letters followed by two dashes immediately after the"
              + " @-sign or after a period, except Punycode.");
    }
    String unicode =
        label.startsWith(PUNYCODE) ? IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED) : label;
    EmailText.check(
        !unicode.startsWith(PUNYCODE) && (EmailText.isAscii(unicode) || RFC5892.isValid(unicode)),
        "The part after the @-sign is not a valid internationalized domain name.");
    return unicode;
  }

  private static String asciiLabel(String label) {
    String ascii = EmailText.isAscii(label) ? label : toAscii(label);
    EmailText.checkLength(
        ascii.length(),
        MAX_LABEL_LENGTH,
        "After the @-sign, periods cannot be separated by so many characters");
    return ascii;
  }

  private static String toAscii(String label) {
    try {
      return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      throw new EmailText.Flaw(
          "The part after the @-sign is not a valid internationalized domain name.");
    }
  }

  private static void checkReachable(String ascii) {
    EmailText.checkLength(
        ascii.length(), MAX_LENGTH, "The email address is too long after the @-sign");
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

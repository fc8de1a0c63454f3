package com.dayzero.customers.contract;

import com.ibm.icu.text.IDNA;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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

  /** The dot between labels, and the characters that are mapped to it. */
  private static final Pattern DOT = Pattern.compile("[.\u3002\uff0e\uff61]");

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
    EmailDomain parsed = international(domain);
    checkReachable(parsed.ascii());
    return parsed;
  }

  /** Label by label: what a name of several may not mix, email-validator does not look at. */
  private static EmailDomain international(String domain) {
    List<String> unicodes = new ArrayList<>();
    List<String> asciis = new ArrayList<>();
    EnumSet<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
    for (String label : DOT.split(domain, -1)) {
      IDNA.Info info = new IDNA.Info();
      unicodes.add(UTS46.labelToUnicode(label, new StringBuilder(), info).toString());
      asciis.add(UTS46.labelToASCII(label, new StringBuilder(), info).toString());
      errors.addAll(info.getErrors());
    }
    EmailDomain parsed = new EmailDomain(String.join(".", unicodes), String.join(".", asciis));
    checkDots(parsed.unicode);
    for (String label : asciis) {
      EmailText.checkLength(
          label.length(),
          MAX_LABEL_LENGTH,
          "After the @-sign, periods cannot be separated by so many characters");
    }
    EmailText.checkLength(
        parsed.ascii.length(), MAX_LENGTH, "The email address is too long after the @-sign");
    // Counted in halves of characters; checkDots counts whole ones.
    errors.remove(IDNA.Error.HYPHEN_3_4);
    EmailText.check(
        errors.isEmpty()
            && unicodes.stream().flatMapToInt(String::codePoints).allMatch(Idna2008::allows),
        "The part after the @-sign is not a valid internationalized domain name.");
    return parsed;
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

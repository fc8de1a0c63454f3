package com.dayzero.customers.server.admin;

import java.util.regex.Pattern;

/** Text for a terminal. */
final class Printable {
  /**
   * Control and format characters, such as the escape of terminals and the reversal of writing,
   * line separators, halves of surrogate pairs.
   */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private Printable() {}

  /** The text with what could move the cursor or fake a line written as a Java escape. */
  static String escaped(String text) {
    return UNSAFE
        .matcher(text)
        .replaceAll(unsafe -> "\\\\u%04x".formatted(unsafe.group().codePointAt(0)));
  }
}

package com.dayzero.customers.server.admin;

import picocli.CommandLine.TypeConversionException;

/**
 * What a business, a payment term or a token is called.
 *
 * @param text 1 to 200 characters, none of them a control character, without white space around
 */
record Name(String text) {
  private static final int MAX_LENGTH = 200;

  /** Reads a command's argument. */
  static Name of(String argument) {
    String text = argument.strip();
    if (text.isEmpty()
        || text.codePointCount(0, text.length()) > MAX_LENGTH
        || !Printable.escaped(text).equals(text)) {
      throw new TypeConversionException(
          "give 1 to %d characters, without line breaks and other control characters"
              .formatted(MAX_LENGTH));
    }
    return new Name(text);
  }

  @Override
  public String toString() {
    return text;
  }
}

package com.dayzero.customers.contract;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a text is not JSON, and where, in the words of CPython's decoder, which FastAPI passes on to
 * its clients.
 *
 * @param message such as {@code Expecting ',' delimiter}
 * @param offset the place, in code points from the beginning
 */
record JsonDecodeError(String message, int offset) {

  /**
   * What is wrong with the text; null if CPython reads it, which takes {@code NaN}, {@code
   * Infinity} and {@code -Infinity} for numbers.
   *
   * @throws PastLimits if CPython gives up before
   */
  static @Nullable JsonDecodeError of(String text) throws PastLimits {
    return found(text, new Scanner(text, true));
  }

  /**
   * What is wrong with the text as JSON, which has no such numbers; null if nothing is.
   *
   * @throws PastLimits as {@link #of} does
   */
  static @Nullable JsonDecodeError ofJsonAlone(String text) throws PastLimits {
    return found(text, new Scanner(text, false));
  }

  private static @Nullable JsonDecodeError found(String text, Scanner scanner) throws PastLimits {
    try {
      scanner.document();
      return null;
    } catch (Found found) {
      return new JsonDecodeError(found.message, text.codePointCount(0, found.index));
    }
  }

  /** The text is nested too deep, or an integer has too many digits, to be read. */
  static final class PastLimits extends Exception {
    private static final long serialVersionUID = 1L;

    PastLimits() {
      super(null, null, false, false);
    }
  }

  /** The first error. */
  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final int index;

    Found(String message, int index) {
      super(message, null, false, false);
      this.message = message;
      this.index = index;
    }
  }

  /**
   * Walks through the text as CPython's {@code _json.c} does; every method takes and returns an
   * index.
   */
  private static final class Scanner {
    private static final List<String> CONSTANTS = List.of("NaN", "Infinity", "-Infinity");

    private final String text;
    private final boolean takesConstants;
    private int depth;

    Scanner(String text, boolean takesConstants) {
      this.text = text;
      this.takesConstants = takesConstants;
    }

    void document() throws PastLimits {
      int end = space(value(space(0)));
      if (end != text.length()) {
        throw new Found("Extra data", end);
      }
    }

    private int value(int i) throws PastLimits {
      return switch (at(i)) {
        case '"' -> string(i);
        case '{' -> nested(i, '}');
        case '[' -> nested(i, ']');
        case 'n' -> literal(i, "null");
        case 't' -> literal(i, "true");
        case 'f' -> literal(i, "false");
        default -> constantOrNumber(i);
      };
    }

    private int constantOrNumber(int i) throws PastLimits {
      for (String constant : takesConstants ? CONSTANTS : List.<String>of()) {
        if (text.startsWith(constant, i)) {
          return i + constant.length();
        }
      }
      return number(i);
    }

    private int literal(int i, String word) {
      if (!text.startsWith(word, i)) {
        throw new Found("Expecting value", i);
      }
      return i + word.length();
    }

    private int nested(int i, char close) throws PastLimits {
      if (++depth > WireJson.MAX_DEPTH) {
        throw new PastLimits();
      }
      int next = space(i + 1);
      if (at(next) != close) {
        next = space(member(next, close));
        while (at(next) == ',') {
          next = space(member(space(next + 1), close));
        }
        if (at(next) != close) {
          throw new Found("Expecting ',' delimiter", next);
        }
      }
      depth--;
      return next + 1;
    }

    private int member(int i, char close) throws PastLimits {
      if (close == ']') {
        return value(i);
      }
      if (at(i) != '"') {
        throw new Found("Expecting property name enclosed in double quotes", i);
      }
      int colon = space(string(i));
      if (at(colon) != ':') {
        throw new Found("Expecting ':' delimiter", colon);
      }
      return value(space(colon + 1));
    }

    private int string(int start) {
      int i = start + 1;
      while (at(i) != '"') {
        if (i >= text.length()) {
          throw new Found("Unterminated string starting at", start);
        }
        if (at(i) < 0x20) {
          throw new Found("Invalid control character at", i);
        }
        i = at(i) == '\\' ? escape(start, i) : i + 1;
      }
      return i + 1;
    }

    private int escape(int start, int i) {
      if (i + 1 >= text.length()) {
        throw new Found("Unterminated string starting at", start);
      }
      if (at(i + 1) != 'u') {
        if ("\"\\/bfnrt".indexOf(at(i + 1)) < 0) {
          throw new Found("Invalid \\escape", i);
        }
        return i + 2;
      }
      if (i + 6 >= text.length()
          || !text.substring(i + 2, i + 6).chars().allMatch(HexFormat::isHexDigit)) {
        throw new Found("Invalid \\uXXXX escape", i + 1);
      }
      return i + 6;
    }

    private int number(int start) throws PastLimits {
      int first = at(start) == '-' ? start + 1 : start;
      int digits = digits(first);
      if (digits == first) {
        throw new Found("Expecting value", start);
      }
      int integer = at(first) == '0' ? first + 1 : digits;
      int i = integer;
      if (at(i) == '.' && digits(i + 1) > i + 1) {
        i = digits(i + 1);
      }
      if (at(i) == 'e' || at(i) == 'E') {
        int exponent = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
        i = digits(exponent) > exponent ? digits(exponent) : i;
      }
      if (i == integer && integer - first > WireJson.MAX_DIGITS) {
        throw new PastLimits();
      }
      return i;
    }

    private int digits(int i) {
      while (at(i) >= '0' && at(i) <= '9') {
        i++;
      }
      return i;
    }

    private int space(int i) {
      while (at(i) == ' ' || at(i) == '\t' || at(i) == '\n' || at(i) == '\r') {
        i++;
      }
      return i;
    }

    /** The character there; past the end one that no rule expects. */
    private char at(int i) {
      return i < text.length() ? text.charAt(i) : '\uffff';
    }
  }
}

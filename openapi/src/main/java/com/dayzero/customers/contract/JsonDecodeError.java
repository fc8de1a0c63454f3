package com.dayzero.customers.contract;

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
   * What is wrong with the text; null if it is JSON, or nested deeper than {@link
   * WireJson#MAX_DEPTH}.
   */
  static @Nullable JsonDecodeError of(String text) {
    try {
      new Scanner(text).document();
      return null;
    } catch (Found found) {
      return found.message == null
          ? null
          : new JsonDecodeError(found.message, text.codePointCount(0, found.index));
    }
  }

  /** The first error; without a message where the text is nested too deep to go on. */
  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String message;
    private final int index;

    Found(@Nullable String message, int index) {
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
    private final String text;
    private int depth;

    Scanner(String text) {
      this.text = text;
    }

    void document() {
      int end = space(value(space(0)));
      if (end != text.length()) {
        throw new Found("Extra data", end);
      }
    }

    private int value(int i) {
      return switch (at(i)) {
        case '"' -> string(i);
        case '{' -> nested(i, '}');
        case '[' -> nested(i, ']');
        case 'n' -> literal(i, "null");
        case 't' -> literal(i, "true");
        case 'f' -> literal(i, "false");
        default -> number(i);
      };
    }

    private int literal(int i, String word) {
      if (!text.startsWith(word, i)) {
        throw new Found("Expecting value", i);
      }
      return i + word.length();
    }

    private int nested(int i, char close) {
      if (++depth > WireJson.MAX_DEPTH) {
        throw new Found(null, i);
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

    private int member(int i, char close) {
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
      if (i + 6 >= text.length() || !text.substring(i + 2, i + 6).matches("[0-9A-Fa-f]{4}")) {
        throw new Found("Invalid \\uXXXX escape", i + 1);
      }
      return i + 6;
    }

    private int number(int start) {
      int i = at(start) == '-' ? start + 1 : start;
      int digits = digits(i);
      if (digits == i) {
        throw new Found("Expecting value", start);
      }
      i = at(i) == '0' ? i + 1 : digits;
      if (at(i) == '.' && digits(i + 1) > i + 1) {
        i = digits(i + 1);
      }
      if (at(i) == 'e' || at(i) == 'E') {
        int first = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
        i = digits(first) > first ? digits(first) : i;
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

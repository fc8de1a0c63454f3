package com.dayzero.customers.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that hold for both parts of an e-mail address, and how their breach is told. */
final class EmailText {
  private EmailText() {}

  /** Why a text is not an e-mail address. */
  static final class Flaw extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Flaw(String sentence) {
      super(sentence);
    }

    /** An answer to a caller, not a defect: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new Flaw(sentence);
    }
  }

  static void checkLength(int length, int limit, String sentence) {
    int excess = length - limit;
    if (excess > 0) {
      throw new Flaw(
          "%s (%d character%s too many).".formatted(sentence, excess, excess == 1 ? "" : "s"));
    }
  }

  /**
   * Checks that a text is made of what is allowed.
   *
   * @param allowed any number of allowed characters
   */
  static void checkCharacters(String text, Pattern allowed, String sentence) {
    if (!allowed.matcher(text).matches()) {
      checkNone(text, c -> !allowed.matcher(Character.toString(c)).matches(), sentence);
    }
  }

  /**
   * Only letters, numbers, punctuation and symbols, and marks that have something to combine with.
   */
  static void checkSafe(String text) {
    if (!isAscii(text)) {
      String sentence = "The email address contains unsafe characters";
      checkNone(Character.toString(text.codePointAt(0)), EmailText::isMark, sentence);
      checkNone(text, c -> !isVisible(c) && !isMark(c), sentence);
    }
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static void checkNone(String text, IntPredicate unwanted, String sentence) {
    Set<String> found =
        text.codePoints()
            .filter(unwanted)
            .mapToObj(EmailText::display)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!found.isEmpty()) {
      throw new Flaw(sentence + ": " + String.join(", ", found) + ".");
    }
  }

  /** The character in quotes as Python shows it, or its name where it cannot be seen. */
  private static String display(int c) {
    if (isVisible(c)) {
      String quote = c == '\'' || c == '\\' ? "\"" : "'";
      return quote + Character.toString(c) + quote;
    }
    String name = Character.isISOControl(c) ? null : Character.getName(c);
    return name == null ? "U+%04X".formatted(c) : name;
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.UNASSIGNED,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !isMark(c);
    };
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}

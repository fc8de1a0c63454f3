package com.dayzero.customers.server.admin;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number that has a least and a greatest value. */
abstract class Bounded implements ITypeConverter<Integer> {
  private final int min;
  private final int max;

  private Bounded(int min, int max) {
    this.min = min;
    this.max = max;
  }

  @Override
  public Integer convert(String argument) {
    try {
      int value = Integer.parseInt(argument);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from %d to %d".formatted(argument, min, max));
  }

  /** How long a token is good for, in days. */
  static final class TokenDays extends Bounded {
    TokenDays() {
      super(1, Tokens.MAX_DAYS);
    }
  }

  /** When a bill has to be paid, in days; ten years and less is what is meant. */
  static final class DueDays extends Bounded {
    DueDays() {
      super(0, 3650);
    }
  }

  /** How many lines are shown. */
  static final class Lines extends Bounded {
    Lines() {
      super(1, 10_000);
    }
  }
}

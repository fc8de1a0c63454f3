package com.dayzero.customers.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/**
 * Numbers as Python reads and writes them. Floats are doubles, and a literal such as {@code 1e400}
 * is infinity. One past 64 bits is a big integer, which it is in value, because schema validators
 * compare no other number with a 64-bit limit.
 */
final class PythonNumbers extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public NumericNode numberNode(double number) {
    return Math.abs(number) < 0x1p63 || Double.isNaN(number)
        ? super.numberNode(number)
        : new BigIntegerNode(new BigFloat(number));
  }

  /** Whether this is a number that JSON does not have, or one past all doubles. */
  static boolean isNonFinite(JsonNode json) {
    return json.isNumber()
        && switch (json.numberValue()) {
          case BigFloat big -> Double.isInfinite(big.number);
          case Double number -> number.isNaN();
          default -> false;
        };
  }

  /**
   * A generator that writes these numbers through that one; infinity as a literal that is read as
   * infinity.
   */
  static JsonGenerator writing(JsonGenerator through) {
    return new JsonGeneratorDelegate(through) {
      @Override
      public JsonGenerator writeNumber(double number) {
        return writeNumber(repr(number));
      }

      @Override
      public JsonGenerator writeNumber(BigInteger number) {
        return number instanceof BigFloat big
            ? writeNumber(repr(big.number))
            : super.writeNumber(number);
      }
    };
  }

  /** The float as Python's {@code repr} writes it: the fewest digits that read back the same. */
  static String repr(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "1e999" : "-1e999";
    }
    if (number == 0) {
      return Double.toString(number);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    // The smallest of all have one digit, but Java writes two.
    BigDecimal shorter = decimal.round(new MathContext(1));
    if (shorter.doubleValue() == number) {
      decimal = shorter;
    }
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return decimal.setScale(Math.max(1, decimal.scale())).toPlainString();
    }
    BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
    return "%se%s%02d"
        .formatted(mantissa.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /**
   * A float past 64 bits, compared as the integer that it is and written as the float that it was.
   */
  private static final class BigFloat extends BigInteger {
    private static final long serialVersionUID = 1L;

    private final double number;

    /** Any integer past 64 bits does, for no limit lies there. */
    BigFloat(double number) {
      super(ONE.shiftLeft(64).multiply(valueOf((long) Math.signum(number))).toByteArray());
      this.number = number;
    }
  }
}

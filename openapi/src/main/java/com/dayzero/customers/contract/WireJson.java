package com.dayzero.customers.contract;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/**
 * JSON as the published API reads and writes it, which is as Python's {@code json} module does:
 * keys in the order they came in, the last of a repeated key, floats as {@code repr} writes them,
 * control characters as <code>&#92;u001f</code>.
 */
public final class WireJson {
  /** How deep arrays and objects may be nested. */
  static final int MAX_DEPTH = 500;

  /** CPython refuses to read an integer of more digits; see {@code sys.set_int_max_str_digits}. */
  private static final int MAX_DIGITS = 4300;

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  // An answer shows the refused value some levels down.
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH + 10).build())
                  .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                  .build())
          .nodeFactory(new PythonNumbers())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(new SimpleModule().addSerializer(OffsetDateTime.class, new Timestamps()))
          .findAndAddModules()
          .build();

  private WireJson() {}

  /** ISO 8601 in UTC, always with six digits of a second: what PostgreSQL keeps. */
  private static final class Timestamps extends ValueSerializer<OffsetDateTime> {
    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT);

    @Override
    public void serialize(
        OffsetDateTime time, JsonGenerator generator, SerializationContext context) {
      generator.writeString(FORMAT.format(time.withOffsetSameInstant(ZoneOffset.UTC)));
    }
  }

  /**
   * The mapper behind this class, for binding what has been read to generated models and writing
   * them.
   */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads one JSON value; a missing node where there is none.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON, or past the limits above
   */
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * Writes a JSON value compactly, in UTF-8; half a surrogate pair, which UTF-8 cannot hold, as an
   * escape.
   */
  public static byte[] write(JsonNode json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new PythonFloats(MAPPER.createGenerator(text))) {
      MAPPER.writeValue(generator, json);
    }
    return LONE_SURROGATE
        .matcher(text.toString())
        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Floats are doubles, as in Python, where a literal such as {@code 1e400} is infinity. One past
   * 64 bits is a big integer, which it is in value, because schema validators compare no other
   * number with a 64-bit limit.
   */
  private static final class PythonNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double number) {
      return Math.abs(number) < 0x1p63
          ? super.numberNode(number)
          : new BigIntegerNode(new BigFloat(number));
    }
  }

  /**
   * A float past 64 bits, compared as the integer that it is and written as the float that it was.
   */
  private static final class BigFloat extends BigInteger {
    private static final long serialVersionUID = 1L;

    private final double number;

    BigFloat(double number) {
      super(
          new BigDecimal(Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE))
              .toBigInteger()
              .toByteArray());
      this.number = number;
    }
  }

  /** Writes infinity as a literal that is read as infinity. */
  private static final class PythonFloats extends JsonGeneratorDelegate {
    PythonFloats(JsonGenerator generator) {
      super(generator);
    }

    @Override
    public JsonGenerator writeNumber(double number) {
      return writeNumber(
          Double.isInfinite(number) ? number > 0 ? "1e999" : "-1e999" : repr(number));
    }

    @Override
    public JsonGenerator writeNumber(BigInteger number) {
      return number instanceof BigFloat big ? writeNumber(big.number) : super.writeNumber(number);
    }
  }

  /** The float as Python's {@code repr} writes it: the fewest digits that read back the same. */
  static String repr(double number) {
    if (number == 0) {
      return Double.toString(number);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return decimal.setScale(Math.max(1, decimal.scale())).toPlainString();
    }
    BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
    return "%se%s%02d"
        .formatted(mantissa.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}

package com.dayzero.customers.contract;

import java.io.StringWriter;
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
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as the published API reads and writes it, which is as Python's {@code json} module does:
 * keys in the order they came in, the last of a repeated key, floats as {@code repr} writes them,
 * control characters as <code>&#92;u001f</code>.
 */
public final class WireJson {
  /** How deep arrays and objects may be nested: as deep as FastAPI reads them on CPython 3.11. */
  static final int MAX_DEPTH = 961;

  /** CPython refuses to read an integer of more digits; see {@code sys.set_int_max_str_digits}. */
  static final int MAX_DIGITS = 4300;

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final JsonMapper MAPPER = mapper(MAX_DIGITS).build();

  private static final JsonMapper LENIENT =
      mapper(Integer.MAX_VALUE).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private WireJson() {}

  private static JsonMapper.Builder mapper(int maxDigits) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(maxDigits)
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
        .findAndAddModules();
  }

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
   * @throws tools.jackson.core.JacksonException if it is not JSON, or past the limits above, of
   *     which that of digits is for floats, too
   */
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * Reads what CPython does and {@link #read} does not: {@code NaN}, {@code Infinity}, and floats
   * of any length.
   *
   * @param text {@link JsonDecodeError} finds nothing wrong with it
   */
  static JsonNode readAsPythonDoes(String text) {
    return LENIENT.readTree(text);
  }

  /**
   * Writes a JSON value compactly, in UTF-8; half a surrogate pair, which UTF-8 cannot hold, as an
   * escape.
   */
  public static byte[] write(JsonNode json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = PythonNumbers.writing(MAPPER.createGenerator(text))) {
      MAPPER.writeValue(generator, json);
    }
    return escapeHalves(text.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /** Most texts have none, and looking for one takes less than matching a pattern. */
  private static String escapeHalves(String text) {
    return text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))
        ? text
        : LONE_SURROGATE
            .matcher(text)
            .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
  }
}

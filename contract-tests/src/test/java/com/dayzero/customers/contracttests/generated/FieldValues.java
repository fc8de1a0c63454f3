package com.dayzero.customers.contracttests.generated;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contracttests.FieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;
import org.quicktheories.generators.SourceDSL;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * Values of one field of a request, made from its schema: those that fit, up to the limits, and
 * those that do not, from just past them.
 */
final class FieldValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Longer texts than this are only sent where a limit is tried. */
  private static final int USUAL_LENGTH = 40;

  private final String name;
  private final boolean required;
  private final JsonNode type;
  private final List<JsonNode> fitting = new ArrayList<>();
  private final List<JsonNode> misfits = new ArrayList<>();

  /** Of the field with this schema. */
  FieldValues(Contract contract, String name, JsonNode schema, boolean required) {
    this.name = name;
    this.required = required;
    FieldType field = FieldType.of(contract, schema);
    this.type = field.schema();
    (field.nullable() ? fitting : misfits).add(NullNode.instance);
    misfits.addAll(List.of(JSON.booleanNode(true), JSON.arrayNode(), JSON.objectNode()));
    if (type.has("enum")) {
      type.get("enum").forEach(fitting::add);
      addMisfits("", "ACTIVE", "active ");
    } else if (type.path("format").asString("").equals("email")) {
      addEmails();
    } else if (type.path("type").asString("").equals("integer")) {
      addIntegers();
    } else {
      addTexts();
    }
    if (!type.path("type").asString("").equals("integer")) {
      misfits.addAll(List.of(JSON.numberNode(1), JSON.numberNode(0.5)));
    }
  }

  private void addMisfits(String... texts) {
    Stream.of(texts).map(JSON::stringNode).forEach(misfits::add);
  }

  private void addEmails() {
    int max = type.path("maxLength").intValue();
    addMisfits("", "a", "a@b", "@b.com", "a b@c.com", emailOf(max + 1));
    fitting.addAll(List.of(JSON.stringNode("a@b.com"), JSON.stringNode(emailOf(max))));
  }

  /** With a local part and labels as long as they may be. */
  private static String emailOf(int length) {
    String start = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + ".";
    return start + "d".repeat(length - start.length() - ".com".length()) + ".com";
  }

  private void addIntegers() {
    BigInteger min = type.get("minimum").bigIntegerValue();
    BigInteger max = type.get("maximum").bigIntegerValue();
    fitting.addAll(List.of(JSON.numberNode(min), JSON.numberNode(max)));
    misfits.add(JSON.numberNode(min.subtract(BigInteger.ONE)));
    misfits.add(JSON.numberNode(max.add(BigInteger.ONE)));
    misfits.add(JSON.numberNode(0.5));
    addMisfits("", "1", "one");
  }

  private void addTexts() {
    int min = type.path("minLength").asInt(0);
    int max = type.get("maxLength").intValue();
    fitting.add(JSON.stringNode("x".repeat(min)));
    fitting.add(JSON.stringNode("x".repeat(max)));
    fitting.add(JSON.stringNode("\uD83D\uDE80".repeat(max)));
    addMisfits("x".repeat(max + 1), "\uD83D\uDE80".repeat(max + 1));
    if (min > 0) {
      addMisfits("x".repeat(min - 1));
    }
    Stream.of(" ", "a\u0000", "\uD800")
        .filter(text -> !fitsPattern(text))
        .forEach(this::addMisfits);
  }

  private boolean fitsPattern(String text) {
    return Pattern.compile(type.path("pattern").asString("")).matcher(text).find();
  }

  /** Its name in the contract. */
  String name() {
    return name;
  }

  /** Whether no request is valid without it. */
  boolean required() {
    return required;
  }

  /** Values that are taken, the limits among them. */
  List<JsonNode> fitting() {
    return List.copyOf(fitting);
  }

  /** Values that are refused. */
  List<JsonNode> misfits() {
    return List.copyOf(misfits);
  }

  /** Any value that is taken: one of {@link #fitting}, or what else fits. */
  Gen<JsonNode> anyFitting() {
    return Generate.pick(fitting()).mix(usual(), 70);
  }

  /** Any value that is refused. */
  Gen<JsonNode> anyMisfit() {
    return Generate.pick(misfits());
  }

  private Gen<JsonNode> usual() {
    if (type.has("enum")) {
      return Generate.pick(fitting());
    }
    if (type.path("format").asString("").equals("email")) {
      return SourceDSL.strings()
          .betweenCodePoints('a', 'z')
          .ofLengthBetween(1, 20)
          .map(text -> JSON.stringNode(text + "@example.com"));
    }
    if (type.path("type").asString("").equals("integer")) {
      return SourceDSL.longs().between(0, Long.MAX_VALUE).map(JSON::numberNode);
    }
    int min = type.path("minLength").asInt(0);
    int max = Math.min(type.get("maxLength").intValue(), USUAL_LENGTH);
    return SourceDSL.strings()
        .allPossible()
        .ofLengthBetween(min, max)
        .assuming(text -> fitsPattern(text) && text.codePointCount(0, text.length()) >= min)
        .map(JSON::stringNode);
  }
}

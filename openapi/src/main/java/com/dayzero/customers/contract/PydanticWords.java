package com.dayzero.customers.contract;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the schema validator found, in the words of pydantic 2.13. */
final class PydanticWords {
  /** Pydantic tells one violation of a value, the first in this order. */
  private static final List<String> KEYWORDS =
      List.of(
          "required",
          "enum",
          "type",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "maximum",
          "minimum");

  private PydanticWords() {}

  /** A field, or the body, that is not there. */
  static FieldError missing(List<Object> loc, JsonNode enclosing) {
    return new FieldError("missing", loc, "Field required", enclosing, null);
  }

  /** A body that is not JSON. */
  static FieldError invalidJson(JsonDecodeError error) {
    return new FieldError(
        "json_invalid",
        List.of("body", error.offset()),
        "JSON decode error",
        JsonNodeFactory.instance.objectNode(),
        ctx().put("error", error.message()));
  }

  /** Whether the error only says that a value of the wrong kind is not null either. */
  static boolean isNullBranch(Error error) {
    return error.getKeyword().equals("type") && error.getSchemaNode().asString("").equals("null");
  }

  /** Where the error is, from the place of the checked value inwards. */
  static List<Object> location(List<Object> place, Error error) {
    List<Object> loc = new ArrayList<>(place);
    NodePath path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      loc.add(path.getElement(i));
    }
    if (error.getKeyword().equals("required")) {
      loc.add(error.getProperty());
    }
    return loc;
  }

  /** Of two errors of one value the one that pydantic tells. */
  static Error first(Error one, Error other) {
    return rank(one) <= rank(other) ? one : other;
  }

  private static int rank(Error error) {
    int rank = KEYWORDS.indexOf(error.getKeyword());
    if (rank < 0) {
      throw new IllegalStateException(
          "The contract uses the keyword %s: add pydantic's words for it"
              .formatted(error.getKeyword()));
    }
    return rank;
  }

  /** The error as pydantic words it. */
  static FieldError describe(List<Object> loc, Error error) {
    JsonNode input = error.getInstanceNode();
    JsonNode limit = error.getSchemaNode();
    return switch (KEYWORDS.get(rank(error))) {
      case "required" -> missing(loc, input);
      case "type" -> wrongType(loc, input, limit.asString());
      case "minLength" ->
          limited(
              loc,
              input,
              "string_too_short",
              "String should have at least " + characters(limit),
              "min_length",
              limit);
      case "maxLength" ->
          limited(
              loc,
              input,
              "string_too_long",
              "String should have at most " + characters(limit),
              "max_length",
              limit);
      case "pattern" ->
          limited(
              loc,
              input,
              "string_pattern_mismatch",
              "String should match pattern '" + limit.asString() + "'",
              "pattern",
              limit);
      case "minimum" ->
          limited(
              loc,
              input,
              "greater_than_equal",
              "Input should be greater than or equal to " + limit.asString(),
              "ge",
              limit);
      case "maximum" ->
          limited(
              loc,
              input,
              "less_than_equal",
              "Input should be less than or equal to " + limit.asString(),
              "le",
              limit);
      case "enum" -> notInEnum(loc, input, limit);
      case "format" -> wrongFormat(loc, input);
      default -> throw new IllegalStateException(error.getKeyword());
    };
  }

  private static FieldError limited(
      List<Object> loc, JsonNode input, String type, String msg, String name, JsonNode limit) {
    return new FieldError(type, loc, msg, input, ctx().set(name, limit));
  }

  private static FieldError wrongType(List<Object> loc, JsonNode input, String expected) {
    return switch (expected) {
      case "object" ->
          new FieldError(
              "model_attributes_type",
              loc,
              "Input should be a valid dictionary or object to extract fields from",
              input,
              null);
      case "string" ->
          new FieldError("string_type", loc, "Input should be a valid string", input, null);
      case "integer" -> notAnInteger(loc, input);
      default ->
          throw new IllegalStateException(
              "The contract uses the type %s: add pydantic's words for it".formatted(expected));
    };
  }

  private static FieldError notAnInteger(List<Object> loc, JsonNode input) {
    String sentence = "Input should be a valid integer";
    if (input.isString()) {
      return new FieldError(
          "int_parsing", loc, sentence + ", unable to parse string as an integer", input, null);
    }
    if (input.isNumber()) {
      return new FieldError(
          "int_from_float", loc, sentence + ", got a number with a fractional part", input, null);
    }
    return new FieldError("int_type", loc, sentence, input, null);
  }

  private static FieldError notInEnum(List<Object> loc, JsonNode input, JsonNode allowed) {
    List<String> names = allowed.valueStream().map(name -> "'" + name.asString() + "'").toList();
    String expected =
        names.size() == 1
            ? names.getFirst()
            : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    return new FieldError(
        "enum", loc, "Input should be " + expected, input, ctx().put("expected", expected));
  }

  private static FieldError wrongFormat(List<Object> loc, JsonNode input) {
    @Nullable String reason = EmailAddress.flawOf(input.asString());
    return new FieldError(
        "value_error",
        loc,
        "value is not a valid email address: " + reason,
        input,
        ctx().put("reason", reason));
  }

  private static String characters(JsonNode limit) {
    int count = limit.asInt();
    return count + (count == 1 ? " character" : " characters");
  }

  private static ObjectNode ctx() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package com.dayzero.customers.contracttests.coverage;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contracttests.FieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What there is to see of one field of a request: values taken and refused, up to its limits. */
final class FieldCoverage {
  private static final String BOUNDARY = "boundary";
  private static final String ENUM = "enum value";

  private final String name;

  /** By name, what a value has to be; those that begin with "refuses" have to be refused. */
  private final Map<String, Predicate<JsonNode>> values = new LinkedHashMap<>();

  private final Map<String, String> kinds = new LinkedHashMap<>();

  FieldCoverage(Contract contract, String name, JsonNode schema) {
    this.name = name;
    FieldType field = FieldType.of(contract, schema);
    JsonNode type = field.schema();
    see("takes", "a value", value -> !value.isNull());
    if (field.nullable()) {
      see("takes", "null", JsonNode::isNull);
    }
    see("refuses", "a value", value -> true);
    type.path("enum").forEach(it -> kinds.put(see("takes", it.toString(), it::equals), ENUM));
    lengths(type);
    numbers(type);
  }

  private String see(String verdict, String what, Predicate<JsonNode> is) {
    String item = "%s %s %s".formatted(name, verdict, what);
    values.put(item, is);
    return item;
  }

  private void boundary(String verdict, String what, Predicate<JsonNode> is) {
    kinds.put(see(verdict, what, is), BOUNDARY);
  }

  private void lengths(JsonNode type) {
    if (type.has("minLength")) {
      int min = type.get("minLength").intValue();
      boundary("takes", min + " characters", hasLength(min));
      boundary("refuses", min - 1 + " characters", hasLength(min - 1));
    }
    if (type.has("maxLength")) {
      int max = type.get("maxLength").intValue();
      boundary("takes", max + " characters", hasLength(max));
      boundary("refuses", max + 1 + " characters", hasLength(max + 1));
    }
  }

  private void numbers(JsonNode type) {
    if (type.has("minimum")) {
      BigInteger min = type.get("minimum").bigIntegerValue();
      boundary("takes", min.toString(), is(min));
      boundary(
          "refuses", min.subtract(BigInteger.ONE).toString(), is(min.subtract(BigInteger.ONE)));
    }
    if (type.has("maximum")) {
      BigInteger max = type.get("maximum").bigIntegerValue();
      boundary("takes", max.toString(), is(max));
      boundary("refuses", max.add(BigInteger.ONE).toString(), is(max.add(BigInteger.ONE)));
    }
  }

  private static Predicate<JsonNode> hasLength(int codePoints) {
    return value ->
        value.isString()
            && value.stringValue().codePointCount(0, value.stringValue().length()) == codePoints;
  }

  private static Predicate<JsonNode> is(BigInteger number) {
    return value -> value.isIntegralNumber() && value.bigIntegerValue().equals(number);
  }

  /** Everything there is to see. */
  List<String> items() {
    return List.copyOf(values.keySet());
  }

  /** Of which kind an item is. */
  String kind(String item) {
    return kinds.getOrDefault(item, "request field");
  }

  /** What is seen in a request and its answer. */
  List<String> seenIn(JsonNode request, int status, JsonNode answer) {
    JsonNode value = request.get(name);
    if (value == null) {
      return List.of();
    }
    String verdict = verdict(status, answer);
    List<String> seen = new ArrayList<>();
    values.forEach((item, is) -> {
      if (item.startsWith(name + " " + verdict) && is.test(value)) {
        seen.add(item);
      }
    });
    return seen;
  }

  /** A 400 is about what is stored: the value itself was taken. */
  private String verdict(int status, JsonNode answer) {
    boolean refused =
        status == 422
            && StreamSupport.stream(answer.path("detail").spliterator(), false)
                .anyMatch(error -> error.at("/loc/1").asString("").equals(name));
    return refused ? "refuses" : status == 201 || status == 400 ? "takes" : "is not read";
  }
}

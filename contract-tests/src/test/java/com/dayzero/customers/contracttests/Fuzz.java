package com.dayzero.customers.contracttests;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Request bodies that nobody thought of: well-formed and broken, down to the bytes. */
public final class Fuzz {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.0",
          "0.5",
          "1e3",
          "1e400",
          "9223372036854775807",
          "9223372036854775808",
          "-0.0",
          "[]",
          "{}",
          "[[{\"a\":[1e30]}]]",
          "\"\"",
          "\" \"",
          "\"active\"",
          "\"blocked\"",
          "\"archived\"",
          "\"a@b.com\"",
          "\"A@B.Example\"",
          "\"a@b\"",
          "\"x <a@b.com>\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u001f\"",
          "\"\\u2028\"",
          "\"ü\"",
          "\"100\"",
          "NaN",
          "'a'",
          "01",
          "\"\n\"",
          "nul",
          "");

  private final Random random;
  private final List<String> fields;

  /**
   * Bodies with these fields, and some that nobody knows.
   *
   * @param seed the same one makes the same bodies
   */
  public Fuzz(long seed, Collection<String> fields) {
    this.random = new Random(seed);
    this.fields = Stream.concat(fields.stream(), Stream.of("unknown", "id")).toList();
  }

  /** The next body. */
  public byte[] next() {
    byte[] body = object().getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(10)) {
      case 0 -> bytes();
      case 1, 2 -> mutated(body);
      default -> body;
    };
  }

  private String object() {
    Map<String, String> fields = new LinkedHashMap<>();
    if (random.nextInt(10) > 0) {
      fields.put("name", "\"" + text(random.nextInt(4) == 0 ? 257 : 20) + "\"");
      fields.put("email", "\"user" + random.nextInt(1000) + "@example.com\"");
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      fields.put(pick(this.fields), random.nextInt(3) == 0 ? "\"" + text(60) + "\"" : pick(VALUES));
    }
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String text(int upTo) {
    return random
        .ints(random.nextInt(upTo), 0x20, 0x1F700)
        .filter(c -> c != '"' && c != '\\' && Character.isDefined(c))
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] mutated(byte[] body) {
    byte[] mutated = body.clone();
    for (int i = random.nextInt(3) + 1; i > 0; i--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

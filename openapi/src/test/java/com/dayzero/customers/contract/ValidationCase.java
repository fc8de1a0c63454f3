package com.dayzero.customers.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A request body and what FastAPI answers to it.
 *
 * @param name the case in a word
 * @param body the text to send, in UTF-8
 * @param status 201, or 422 with the detail
 * @param detail what FastAPI's body says; null for 201
 */
public record ValidationCase(String name, String body, int status, JsonNode detail) {

  /** Every case of the corpus. */
  public static Stream<ValidationCase> all() {
    try (InputStream in =
        Objects.requireNonNull(
            ValidationCase.class.getResourceAsStream("/fixtures/validation-cases.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> of(WireJson.read(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ValidationCase of(JsonNode line) {
    String body = line.has("raw") ? line.get("raw").asString() : line.get("body").toString();
    return new ValidationCase(
        line.get("case").asString(), body, line.get("status").asInt(), line.get("detail"));
  }

  /** FastAPI's error body. */
  public String expectedBody() {
    JsonNode body = WireJson.mapper().createObjectNode().set("detail", detail);
    return new String(WireJson.write(body), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}

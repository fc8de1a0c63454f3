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

  /**
   * Every case of the corpus: those that came with the requirement, and more that were made by
   * chance and sent to FastAPI 0.142.2 with pydantic 2.13.5, email-validator 2.3.0 and idna 3.20 on
   * CPython 3.11.
   */
  public static Stream<ValidationCase> all() {
    return Stream.of("/fixtures/validation-cases.jsonl", "/fixtures/more-cases.jsonl")
        .flatMap(ValidationCase::read);
  }

  private static Stream<ValidationCase> read(String file) {
    try (InputStream in = Objects.requireNonNull(ValidationCase.class.getResourceAsStream(file))) {
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

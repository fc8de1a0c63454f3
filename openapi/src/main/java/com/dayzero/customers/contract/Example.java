package com.dayzero.customers.contract;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An answer that the contract shows.
 *
 * @param name the example's name, unique among an operation's answers
 * @param summary when this is the answer
 * @param status the HTTP status
 * @param body the body
 * @param headers the headers that the contract shows with a value: one with an {@code example}
 *     always has it, one with {@code examples} may have others
 */
public record Example(
    String name, String summary, int status, JsonNode body, Map<String, String> headers) {

  /** Whether it is an error told in one sentence, as every refusal but a 422 is. */
  boolean isSentence() {
    return body.size() == 1 && body.path("detail").isString();
  }

  Refusal toRefusal() {
    return new Refusal(status, new ErrorBody.Sentence(body.get("detail").asString()), headers);
  }
}

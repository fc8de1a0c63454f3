package com.dayzero.customers.contracttests.compatibility;

import static com.dayzero.customers.contracttests.compatibility.Direction.REQUEST;
import static com.dayzero.customers.contracttests.compatibility.Direction.RESPONSE;
import static com.dayzero.customers.contracttests.compatibility.Versions.ELSEWHERE;

import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compares one operation: what it takes, what it answers, whom it lets in. */
final class OperationDiff {
  private final Versions document;
  private final Versions path;
  private final Versions operation;

  /** The operation with what it inherits from its path and from the document. */
  OperationDiff(Versions document, Versions path, Versions operation) {
    this.document = document;
    this.path = path;
    this.operation = operation;
  }

  void compare() {
    if (!RESPONSE.presence(operation)) {
      return;
    }
    Security.compare(
        operation.with(
            document,
            (own, outer) -> own.has("security") ? own.get("security") : outer.path("security")));
    operation
        .with(path, OperationDiff::parameters)
        .each("", parameter -> parameterOrHeader(REQUEST, parameter));
    requestBody(operation.member("requestBody").at("request body"));
    operation.judge(
        Map.of(
            "security", ELSEWHERE,
            "parameters", ELSEWHERE,
            "requestBody", ELSEWHERE,
            "responses", answers -> answers.each("answer ", OperationDiff::answer),
            "deprecated", OperationDiff::deprecation));
  }

  /** By place and name; the operation's own go before those of its path. */
  private static JsonNode parameters(JsonNode operation, JsonNode path) {
    ObjectNode byName = JsonNodeFactory.instance.objectNode();
    Stream.of(path, operation)
        .flatMap(it -> it.path("parameters").valueStream())
        .forEach(it -> byName.set(it.path("in").asString() + " " + it.path("name").asString(), it));
    return byName;
  }

  private static void requestBody(Versions body) {
    if (REQUEST.presence(body)) {
      body.judge(
          Map.of(
              "required",
              ELSEWHERE,
              "x-max-bytes",
              REQUEST.most("x-max-bytes"),
              "content",
              content -> content.each("", media -> media(REQUEST, media))));
    }
  }

  private static void answer(Versions answer) {
    if (RESPONSE.presence(answer)) {
      answer.judge(
          Map.of(
              "headers",
              headers -> headers.each("header ", header -> parameterOrHeader(RESPONSE, header)),
              "content",
              content -> content.each("", media -> media(RESPONSE, media))));
    }
  }

  private static void media(Direction direction, Versions media) {
    if (direction.presence(media)) {
      media.judge(
          Map.of(
              "schema",
              new SchemaDiff(direction)::compare,
              "examples",
              examples -> examples.each("example ", OperationDiff::example)));
    }
  }

  private static void parameterOrHeader(Direction direction, Versions it) {
    if (direction.presence(it)) {
      it.judge(
          Map.of(
              "required", ELSEWHERE,
              "schema", new SchemaDiff(direction)::compare,
              "deprecated", OperationDiff::deprecation));
    }
  }

  /** Clients do not depend on an example, but a new one is worth telling. */
  private static void example(Versions example) {
    if (example.isNew()) {
      example.additive("is new");
    }
  }

  /** A warning ahead of time breaks nobody. */
  static void deprecation(Versions flag) {
    if (flag.differ()) {
      flag.additive(flag.change("deprecated"));
    }
  }
}

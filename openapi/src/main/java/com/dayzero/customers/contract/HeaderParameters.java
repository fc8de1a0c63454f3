package com.dayzero.customers.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * The headers that the contract names as an operation's parameters, each checked against its schema
 * there. What is wrong with them is told in one 422 with what is wrong with the body. Thread-safe.
 */
public final class HeaderParameters {
  /** The person on whose behalf a request is sent. */
  public static final String USER_EMAIL = "x-user-email";

  /** What is wrong with one of these is no matter of a 422: it is refused before, or replaced. */
  private static final Set<String> READ_ELSEWHERE = Set.of("x-business-id", RequestIds.HEADER);

  private final IdempotencyKeys keys;
  private final Map<String, Schema> schemas;

  /**
   * What a request's headers say; nothing but the violations where there are some.
   *
   * @param violations what is wrong with them, in the contract's order
   * @param idempotencyKey the key, without its quotes
   * @param userEmail the person's e-mail address, in the form that is stored
   */
  public record Values(
      List<FieldError> violations, Optional<String> idempotencyKey, Optional<String> userEmail) {}

  /** Reads what the contract says about the headers of every operation. */
  public HeaderParameters(Contract contract, IdempotencyKeys keys) {
    ContractSchemas checks = new ContractSchemas(contract);
    this.keys = keys;
    this.schemas =
        contract.operations().stream()
            .flatMap(operation -> operation.headers().values().stream())
            .distinct()
            .collect(Collectors.toMap(pointer -> pointer, checks::at));
  }

  /**
   * Reads a request's headers.
   *
   * @param sent every value of the header with that name, its bytes as Latin-1; none if it is
   *     absent
   */
  public Values read(Operation operation, Function<String, List<String>> sent) {
    List<FieldError> violations = new ArrayList<>();
    operation
        .headers()
        .forEach((name, schema) -> violations.addAll(violations(name, schema, sent.apply(name))));
    if (!violations.isEmpty()) {
      return new Values(violations, Optional.empty(), Optional.empty());
    }
    return new Values(
        violations,
        keys.key(values(operation, IdempotencyKeys.HEADER, sent)),
        values(operation, USER_EMAIL, sent).stream()
            .findFirst()
            .map(HeaderParameters::text)
            .map(EmailAddress::normalize));
  }

  private List<FieldError> violations(String name, String schema, List<String> values) {
    if (values.isEmpty() || READ_ELSEWHERE.contains(name)) {
      return List.of();
    }
    if (name.equals(IdempotencyKeys.HEADER)) {
      return keys.violations(values);
    }
    return ContractSchemas.violations(
        Objects.requireNonNull(schemas.get(schema)), json(values), List.of("header", name));
  }

  private static List<String> values(
      Operation operation, String name, Function<String, List<String>> sent) {
    return operation.headers().containsKey(name) ? sent.apply(name) : List.of();
  }

  /** A header that is sent several times is no string but a list of them. */
  private static JsonNode json(List<String> values) {
    if (values.size() == 1) {
      return StringNode.valueOf(text(values.getFirst()));
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> list.add(text(value)));
    return list;
  }

  /** People and their programs write UTF-8; what is none stays as it came. */
  private static String text(String latin1) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(ISO_8859_1));
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return latin1;
    }
  }
}

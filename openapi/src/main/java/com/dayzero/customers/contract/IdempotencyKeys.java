package com.dayzero.customers.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): what a key looks
 * like, and what is answered where one is malformed or was used for something else.
 */
public final class IdempotencyKeys {
  /** The request's header. */
  public static final String HEADER = "Idempotency-Key";

  /** Set to {@code true} on an answer that was given before. */
  public static final String REPLAYED_HEADER = "Idempotent-Replayed";

  private static final List<Object> LOCATION = List.of("header", HEADER);
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private final Pattern wellFormed;
  private final String malformed;
  private final String reused;

  /** Reads what the contract says about the header. */
  public IdempotencyKeys(Contract contract) {
    this.wellFormed = contract.parameterPattern("IdempotencyKey");
    this.malformed = sentence(contract, "idempotency_key_malformed");
    this.reused = sentence(contract, "idempotency_key_reused");
  }

  /** The key without its quotes; empty where there is none, or no well-formed one. */
  public Optional<String> key(List<String> values) {
    if (values.isEmpty() || !violations(values).isEmpty()) {
      return Optional.empty();
    }
    String value = values.getFirst().strip();
    return Optional.of(
        value.startsWith("\"")
            ? ESCAPED.matcher(value.substring(1, value.length() - 1)).replaceAll("$1")
            : value);
  }

  /**
   * What is wrong with the header, as an item of the 422 body; none where it is absent or fine.
   *
   * @param values every value of the header
   */
  public List<FieldError> violations(List<String> values) {
    if (values.isEmpty()
        || (values.size() == 1 && wellFormed.matcher(values.getFirst().strip()).matches())) {
      return List.of();
    }
    return List.of(violation("idempotency_key_malformed", malformed, String.join(", ", values)));
  }

  /** The 422 where a key came before with another body. */
  public Refusal reused(String key) {
    return Refusal.invalid(List.of(violation("idempotency_key_reused", reused, key)));
  }

  /** By this are two bodies told apart: the SHA-256 of the bytes as they came. */
  public static byte[] fingerprint(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FieldError violation(String type, String msg, String input) {
    return new FieldError(type, LOCATION, msg, StringNode.valueOf(input), null);
  }

  private static String sentence(Contract contract, String example) {
    return contract.operations().stream()
        .flatMap(operation -> operation.examples().stream())
        .filter(candidate -> candidate.name().equals(example))
        .map(candidate -> candidate.body().at("/detail/0/msg").asString())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("The contract has no example called " + example));
  }
}

package com.dayzero.customers.contract;

import java.util.Optional;
import java.util.UUID;

/** A UUID in its usual form (RFC 9562, section 4), in either case. */
public final class FullUuid {
  private FullUuid() {}

  /**
   * The UUID that this text is; empty where it is none. Java itself also takes shorter texts, whose
   * parts begin with zeros that are left out.
   */
  public static Optional<UUID> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text))
          .filter(uuid -> uuid.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

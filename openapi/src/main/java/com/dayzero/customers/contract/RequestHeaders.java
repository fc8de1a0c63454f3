package com.dayzero.customers.contract;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the headers of a request say about who asks, and for which business. */
public final class RequestHeaders {
  private RequestHeaders() {}

  /**
   * The token of {@code Authorization: Bearer <token>} (RFC 6750); the scheme's case does not
   * matter.
   *
   * @param authorization every value of the header: two are as good as none, since they may
   *     contradict each other
   * @throws Refusal 401 if there is no such token
   */
  public static String bearerToken(Operation operation, List<String> authorization) {
    if (authorization.size() == 1) {
      String value = authorization.getFirst().strip();
      int end = value.indexOf(' ');
      if (end > 0 && value.substring(0, end).equalsIgnoreCase("Bearer")) {
        int token = end;
        while (value.charAt(token) == ' ') {
          token++;
        }
        return value.substring(token);
      }
    }
    throw operation.refusal("not_authenticated");
  }

  /** The value of a header that is sent once and is a {@link FullUuid}; else empty. */
  public static Optional<UUID> uuid(List<String> values) {
    return values.size() == 1 ? FullUuid.parse(values.getFirst().strip()) : Optional.empty();
  }

  /**
   * Checks {@code x-business-id}.
   *
   * @param values every value of the header
   * @throws Refusal 400 if there is none, more than one, or no UUID
   */
  public static void checkBusinessId(Operation operation, List<String> values) {
    if (values.isEmpty()) {
      throw operation.refusal("business_id_missing");
    }
    if (uuid(values).isEmpty()) {
      throw operation.refusal("business_id_malformed");
    }
  }
}

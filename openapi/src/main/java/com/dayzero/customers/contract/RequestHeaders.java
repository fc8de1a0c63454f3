package com.dayzero.customers.contract;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the headers of a request say about who asks, and for which business. */
public final class RequestHeaders {
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final Pattern SPACES = Pattern.compile(" +");

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
      String[] parts = SPACES.split(authorization.getFirst().strip(), 2);
      if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
        return parts[1];
      }
    }
    throw operation.refusal("not_authenticated");
  }

  /**
   * The value of a header that is sent once and is a UUID in its usual form, in either case; else
   * empty.
   */
  public static Optional<UUID> uuid(List<String> values) {
    return values.size() == 1 && UUID_TEXT.matcher(values.getFirst().strip()).matches()
        ? Optional.of(UUID.fromString(values.getFirst().strip()))
        : Optional.empty();
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

package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestHeaders;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who is let in. The mock knows no users: it takes every token that looks like one, but for those
 * that a stub names to play another part.
 *
 * @param tokens a refusal of the contract by token
 * @param businesses a refusal of the contract by business id
 */
record AccessRules(Map<String, String> tokens, Map<String, String> businesses) {
  private static final String NOT_AUTHENTICATED = "not_authenticated";
  private static final String RATE_LIMITED = "rate_limited";
  private static final Pattern TOKEN = Pattern.compile("dz_[\\w.~+/-]+=*");

  /**
   * The business that the request is for, checked in the contract's order: token (401), how often
   * it came (429), header (400), permission (403).
   *
   * @throws Rejection if one of them is missing
   */
  UUID check(Operation operation, List<String> authorization, List<String> business) {
    String token = token(operation, authorization);
    String part = tokens.getOrDefault(token, "");
    if (part.equals(NOT_AUTHENTICATED)) {
      throw new Rejection(
          operation.refusal(part), "The token " + token + " plays one that is no longer valid");
    }
    if (part.equals(RATE_LIMITED)) {
      throw new Rejection(
          operation.refusal(part), "The token " + token + " plays one that came too often");
    }
    try {
      RequestHeaders.checkBusinessId(operation, business);
    } catch (Refusal refusal) {
      throw Rejection.of(refusal);
    }
    UUID id = RequestHeaders.uuid(business).orElseThrow();
    if (!part.isEmpty()) {
      throw new Rejection(
          operation.refusal(part), "The token " + token + " plays one that may not do this");
    }
    String refusal = businesses.get(id.toString());
    if (refusal != null) {
      throw new Rejection(
          operation.refusal(refusal), "The business " + id + " plays one that is not the caller's");
    }
    return id;
  }

  private static String token(Operation operation, List<String> authorization) {
    String token;
    try {
      token = RequestHeaders.bearerToken(operation, authorization);
    } catch (Refusal refusal) {
      throw new Rejection(
          refusal,
          authorization.isEmpty()
              ? "There is no header Authorization: send Authorization: Bearer dz_your_token"
              : "Authorization is not one Bearer token: send Authorization: Bearer dz_your_token");
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new Rejection(
          operation.refusal(NOT_AUTHENTICATED),
          "The token does not look like one: send dz_ and at least one letter or digit");
    }
    return token;
  }
}

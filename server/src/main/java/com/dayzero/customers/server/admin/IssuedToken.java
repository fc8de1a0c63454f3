package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A token that was just made: the only time that it is known.
 *
 * @param token the token itself
 */
public record IssuedToken(
    String token,
    UUID id,
    String name,
    UUID userId,
    List<String> scopes,
    OffsetDateTime expiresAt) {

  /** Never shows the token. */
  @Override
  public String toString() {
    return "IssuedToken[" + id + "]";
  }
}

package com.dayzero.customers.server.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the user of a valid token, in the business asked for.
 *
 * @param scopes what the token is good for
 * @param role the user's role in the business, null where the user is no member
 */
record Caller(Set<String> scopes, @Nullable Role role) {

  /** Whether the token's scopes and the user's role both allow it. */
  boolean may(String permission) {
    return role != null && role.grants(permission) && scopes.contains(permission);
  }
}

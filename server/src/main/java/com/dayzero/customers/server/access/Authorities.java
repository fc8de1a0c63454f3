package com.dayzero.customers.server.access;

import com.dayzero.customers.server.caller.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do.
 *
 * @param caller the user of a valid token, in the business asked for
 * @param scopes what the token is good for
 * @param role the user's role in the business, null where the user is no member
 */
record Authorities(Caller caller, Set<String> scopes, @Nullable Role role) {

  /** Whether the token's scopes and the user's role both allow it. */
  boolean include(String permission) {
    return role != null && role.grants(permission) && scopes.contains(permission);
  }
}

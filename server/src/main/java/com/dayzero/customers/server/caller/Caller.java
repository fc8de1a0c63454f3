package com.dayzero.customers.server.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Says nothing about what the caller may do, nor whether the request was let through: a
 * request that is refused after its token was found valid has a caller, too.
 *
 * @param userId the user that the token belongs to
 * @param tokenId the id of the token, which is no secret
 * @param businessId the business asked for, of which the user may be no member; null where the
 *     request names none
 */
public record Caller(UUID userId, UUID tokenId, @Nullable UUID businessId) {
  private static final String ATTRIBUTE = Caller.class.getName();

  /** Lets everybody know that this is who the request comes from. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Who the request comes from; empty where no valid token was found. */
  public static Optional<Caller> of(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }
}

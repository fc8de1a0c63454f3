package com.dayzero.customers.server.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from, for the audit trail: a request that was let through and accepted.
 *
 * @param caller who asked
 * @param requestId the id that the answer and the log carry, too
 * @param userEmail the person whom the caller names, who need not be any user; null if nobody
 */
public record Origin(Caller caller, String requestId, @Nullable String userEmail) {
  private static final String ATTRIBUTE = Origin.class.getName();

  /** Lets the operation know that this is where the request comes from. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Where the request comes from.
   *
   * @throws java.util.NoSuchElementException if it was not accepted
   */
  public static Origin of(HttpServletRequest request) {
    return Optional.ofNullable((Origin) request.getAttribute(ATTRIBUTE)).orElseThrow();
  }
}

package com.dayzero.customers.server.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A request with an {@code Idempotency-Key}, and what tells it from others. */
public final class KeyedRequest {
  private static final String ATTRIBUTE = KeyedRequest.class.getName();

  private final ScopedKey key;
  private final byte[] fingerprint;

  /**
   * A request that came with a key.
   *
   * @param fingerprint by which its body is told from others
   */
  public KeyedRequest(ScopedKey key, byte[] fingerprint) {
    this.key = key;
    this.fingerprint = fingerprint.clone();
  }

  /** Lets {@link Idempotency} know that this is what the request is. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What was attached to the request; empty where it came without a key. */
  static Optional<KeyedRequest> of(HttpServletRequest request) {
    return Optional.ofNullable((KeyedRequest) request.getAttribute(ATTRIBUTE));
  }

  ScopedKey key() {
    return key;
  }

  byte[] fingerprint() {
    return fingerprint.clone();
  }
}

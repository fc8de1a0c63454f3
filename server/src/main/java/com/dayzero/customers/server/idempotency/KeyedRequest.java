package com.dayzero.customers.server.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What tells a request with an {@code Idempotency-Key} from others of the same business. */
public final class KeyedRequest {
  private static final String ATTRIBUTE = KeyedRequest.class.getName();

  private final String operationId;
  private final String key;
  private final byte[] fingerprint;

  /**
   * A request that came with a key.
   *
   * @param operationId the contract's {@code operationId}
   * @param key without its quotes
   * @param fingerprint by which its body is told from others
   */
  public KeyedRequest(String operationId, String key, byte[] fingerprint) {
    this.operationId = operationId;
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

  String operationId() {
    return operationId;
  }

  String key() {
    return key;
  }

  byte[] fingerprint() {
    return fingerprint.clone();
  }
}

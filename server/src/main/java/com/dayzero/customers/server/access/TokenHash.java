package com.dayzero.customers.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is stored of a token. A token is random and long, so a fast hash without salt does. */
public final class TokenHash {
  private TokenHash() {}

  /** The SHA-256 of the token's UTF-8 bytes, 32 bytes. */
  public static byte[] of(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

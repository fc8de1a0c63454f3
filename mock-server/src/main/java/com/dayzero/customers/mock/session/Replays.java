package com.dayzero.customers.mock.session;

import com.dayzero.customers.contract.IdempotencyKeys;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;

/** The answers that were given to requests with an {@code Idempotency-Key}. */
public final class Replays {
  /** How long an answer is remembered, as the contract says. */
  private static final Duration KEEP = Duration.ofHours(24);

  /** How much is remembered; past it answers are forgotten. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final int BYTES_BESIDE_THE_BODY = 1000;

  private final Cache<Key, FirstAnswer> answers =
      Caffeine.newBuilder()
          .expireAfterWrite(KEEP)
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, FirstAnswer first) ->
              BYTES_BESIDE_THE_BODY + first.answer().getByteBody().length)
          .executor(Runnable::run)
          .build();

  /**
   * What a key stands for.
   *
   * @param session the session's number
   * @param operation the contract's operation id
   * @param key the key without its quotes
   */
  public record Key(long session, UUID business, String operation, String key) {}

  /**
   * What comes of a request with a key.
   *
   * @param answer the answer to the first request with the key
   * @param sameBody whether that request had the same body
   * @param replayed whether it was an earlier one
   */
  public record Outcome(ResponseDefinition answer, boolean sameBody, boolean replayed) {}

  private record FirstAnswer(Object request, String fingerprint, ResponseDefinition answer) {}

  /**
   * The first answer to a key. Of two requests at once the second waits for the first.
   *
   * @param create makes that answer if this is the first request; if it throws, nothing is
   *     remembered
   */
  public Outcome answer(Key key, byte[] body, Supplier<ResponseDefinition> create) {
    Object request = new Object();
    String fingerprint = HexFormat.of().formatHex(IdempotencyKeys.fingerprint(body));
    FirstAnswer first =
        answers.get(key, unknown -> new FirstAnswer(request, fingerprint, create.get()));
    return new Outcome(
        first.answer(), first.fingerprint().equals(fingerprint), !first.request().equals(request));
  }
}

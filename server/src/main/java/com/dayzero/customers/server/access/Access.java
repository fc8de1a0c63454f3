package com.dayzero.customers.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What tokens may do, as the database said a moment ago. Only members are remembered: a token that
 * is made, or the first role that a user is given, counts at once.
 */
@Component
class Access {
  private static final int MOST_REMEMBERED = 10_000;

  private final AccessRepository repository;
  private final Cache<Question, Authorities> remembered;

  /** The hash of a token, never the token itself, and the business asked for. */
  private record Question(ByteBuffer sha256, @Nullable UUID businessId) {}

  Access(AccessRepository repository, AccessSettings settings) {
    this.repository = repository;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(settings.remember())
            .build();
  }

  /**
   * What the caller with this token may do, unless it is unknown, expired or revoked.
   *
   * @param businessId the business asked for, null where none is known
   */
  Optional<Authorities> find(String token, @Nullable UUID businessId) {
    byte[] sha256 = TokenHash.of(token);
    Question question = new Question(ByteBuffer.wrap(sha256), businessId);
    Authorities known = remembered.getIfPresent(question);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Authorities> found = repository.find(sha256, businessId);
    found
        .filter(authorities -> authorities.role() != null)
        .ifPresent(authorities -> remembered.put(question, authorities));
    return found;
  }
}

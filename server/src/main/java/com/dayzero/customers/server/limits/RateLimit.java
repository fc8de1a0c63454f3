package com.dayzero.customers.server.limits;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits how often a token may be used, so that one caller leaves something for the others. Counts
 * in this instance's memory only.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11">the
 *     headers' draft</a>
 */
@Component
public final class RateLimit {
  /** Past so many tokens in use, one that is not used begins anew. */
  private static final int MOST_TOKENS = 100_000;

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RateLimitSettings settings;
  private final TimeMeter clock;
  private final Cache<UUID, Bucket> buckets;
  private final boolean isOn;
  private final String policy;

  @Autowired
  RateLimit(RateLimitSettings settings) {
    this(settings, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimit(RateLimitSettings settings, TimeMeter clock) {
    this.settings = settings;
    this.clock = clock;
    this.isOn = settings.limit() > 0;
    // A token that is not used for the time of the window has all of its requests again.
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfterAccess(settings.window())
            .ticker(clock::currentTimeNanos)
            .build();
    this.policy = "\"token\";q=%d;w=%d".formatted(settings.limit(), settings.window().toSeconds());
  }

  /**
   * Counts a request that came with a valid token, and tells the caller in the answer's headers how
   * many are left. Does neither where no limit is set.
   *
   * @throws Refusal 429 if it is one too many
   */
  public void count(Operation operation, UUID tokenId, HttpServletResponse response) {
    if (!isOn) {
      return;
    }
    ConsumptionProbe probe =
        buckets.get(tokenId, _ -> fullBucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw refusal(operation, secondsOf(probe.getNanosToWaitForRefill()));
    }
    response.setHeader("RateLimit-Policy", policy);
    response.setHeader("RateLimit", state(probe.getRemainingTokens(), secondsForOne()));
  }

  private Refusal refusal(Operation operation, long seconds) {
    return operation
        .refusal("rate_limited")
        .with(
            Map.of(
                "RateLimit-Policy", policy,
                "RateLimit", state(0, seconds),
                "Retry-After", String.valueOf(seconds)));
  }

  private Bucket fullBucket() {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(limit ->
            limit.capacity(settings.atOnce()).refillGreedy(settings.limit(), settings.window()))
        .build();
  }

  /** How many requests are left, and in how many seconds there are more. */
  private static String state(long left, long seconds) {
    return "\"token\";r=" + left + ";t=" + seconds;
  }

  private long secondsForOne() {
    return secondsOf(settings.window().toNanos() / settings.limit());
  }

  /** Rounded up: who comes back after them is not too early. */
  private static long secondsOf(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos, NANOS));
  }
}

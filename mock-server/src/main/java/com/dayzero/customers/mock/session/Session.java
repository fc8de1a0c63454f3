package com.dayzero.customers.mock.session;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One test's own part of the mock. */
public final class Session {
  /** How many requests are remembered. */
  static final int MAX_REQUESTS = 100;

  /** How many bytes of what was sent, whatever their number; a larger one is only counted. */
  static final int MAX_REQUEST_BYTES = 256 * 1024;

  private static final int MAX_SEEDS = 20;

  private final String name;
  private final long number;
  private final @Nullable String initialSeed;
  private final Identities fresh = Identities.fresh();
  private final LoadingCache<String, Identities> seeded =
      Caffeine.newBuilder()
          .maximumSize(MAX_SEEDS)
          .executor(Runnable::run)
          .build(Identities::seeded);
  private final Deque<Kept> requests = new ArrayDeque<>();
  private final Instant since = Instant.now();
  private volatile Map<String, String> preferences = Map.of();
  private volatile @Nullable String seed;
  private volatile Instant used = Instant.now();
  private long requestBytes;
  private long count;

  Session(String name, long number, @Nullable String seed) {
    this.name = name;
    this.number = number;
    this.initialSeed = seed;
    this.seed = seed;
  }

  /** The name that requests give in {@code X-Mock-Session}. */
  public String name() {
    return name;
  }

  /** Tells this session from earlier ones with the same name. */
  public long number() {
    return number;
  }

  /** What every request of this session asks for, unless it asks for something else itself. */
  public Map<String, String> preferences() {
    return preferences;
  }

  /** The seed of ids and times, null for none. */
  public @Nullable String seed() {
    return seed;
  }

  /** Sets what every request of this session asks for, and its seed; null is the mock's own. */
  void setDefaults(Map<String, String> preferences, @Nullable String seed) {
    this.preferences = Collections.unmodifiableMap(new LinkedHashMap<>(preferences));
    this.seed = seed == null ? initialSeed : seed;
  }

  /**
   * Where ids and times of a request come from: its own seed, else the session's, else chance.
   *
   * @throws com.dayzero.customers.mock.prefer.UnmetPreference if its seed is none
   */
  public Identities identities(Request request) {
    String asked = request.getHeader(Sessions.SEED_HEADER);
    if (asked != null) {
      Sessions.checkSeed(asked);
    }
    String wanted = asked == null ? seed : asked;
    return wanted == null ? fresh : seeded.get(wanted);
  }

  /** Remembers a request and its answer; the oldest are forgotten. */
  synchronized void add(ServeEvent event) {
    count++;
    Kept newest = new Kept(event, bytesOf(event));
    if (newest.bytes() > MAX_REQUEST_BYTES) {
      return;
    }
    requests.addLast(newest);
    requestBytes += newest.bytes();
    while (requests.size() > MAX_REQUESTS || requestBytes > MAX_REQUEST_BYTES) {
      requestBytes -= requests.removeFirst().bytes();
    }
  }

  /** The last requests, the newest first. */
  synchronized List<ServeEvent> requests() {
    return requests.reversed().stream().map(Kept::event).toList();
  }

  /** How many requests there were, the forgotten ones too. */
  synchronized long count() {
    return count;
  }

  /** Remembers that it was used now. */
  void use() {
    used = Instant.now();
  }

  /** When it was used last. */
  Instant used() {
    return used;
  }

  /** When the session began. */
  Instant since() {
    return since;
  }

  private static long bytesOf(ServeEvent event) {
    LoggedRequest request = event.getRequest();
    byte[] answer = event.getResponse().getBody();
    long head = request.getUrl().length();
    for (HttpHeader header : request.getHeaders().all()) {
      head += header.key().length();
      for (String value : header.values()) {
        head += value.length();
      }
    }
    return head + request.getBody().length + (answer == null ? 0 : answer.length);
  }

  private record Kept(ServeEvent event, long bytes) {}
}

package com.dayzero.customers.mock.session;

import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.tomakehurst.wiremock.http.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every session, by the name that its requests give in {@code X-Mock-Session}. */
public final class Sessions {
  /** The request's header that names its session. */
  public static final String HEADER = "X-Mock-Session";

  /** The request's header that gives a seed for ids and times. */
  public static final String SEED_HEADER = "X-Mock-Seed";

  /** The session of requests that name none. */
  static final String DEFAULT = "default";

  /** How many sessions there are at most; the one that was not used longest is dropped. */
  static final int MAX_SESSIONS = 200;

  /** A session that was not used for so long is dropped. */
  static final Duration UNUSED = Duration.ofHours(1);

  private static final Pattern NAME = Pattern.compile("[\\w.~:@-]{1,100}");
  private static final Pattern SEED = Pattern.compile("[ -~]{1,100}");

  private final AtomicLong numbers = new AtomicLong();
  private final LoadingCache<String, Session> sessions;

  /**
   * No sessions yet.
   *
   * @param seed the seed of sessions that are given none, null for none
   */
  public Sessions(@Nullable String seed) {
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .build(name -> new Session(name, numbers.incrementAndGet(), seed));
  }

  /**
   * The session of a request.
   *
   * @throws UnmetPreference if its name is none
   */
  public Session of(Request request) {
    String name = request.getHeader(HEADER);
    return named(name == null ? DEFAULT : name);
  }

  /**
   * The session with this name, a new one if there is none yet.
   *
   * @throws UnmetPreference if it is no name
   */
  Session named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UnmetPreference(
          HEADER + " is not a name: send 1 to 100 letters, digits or any of . _ ~ : @ -");
    }
    return sessions.get(name);
  }

  static void checkSeed(String seed) {
    if (!SEED.matcher(seed).matches()) {
      throw new UnmetPreference(
          "The seed is not one: send 1 to 100 printable ASCII characters in " + SEED_HEADER);
    }
  }

  /** Every session, those first that began last. */
  List<Session> all() {
    return sessions.asMap().values().stream()
        .sorted(Comparator.comparingLong(Session::number).reversed())
        .toList();
  }

  /** Forgets a session: its requests, defaults, seeds and keys. */
  void reset(String name) {
    sessions.invalidate(name);
  }

  /** Forgets every session. */
  void resetAll() {
    sessions.invalidateAll();
  }
}

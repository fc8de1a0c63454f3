package com.dayzero.customers.mock.session;

import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.github.tomakehurst.wiremock.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every session, by the name that its requests give in {@code X-Mock-Session}. Not a cache's work:
 * a cache may drop the newest, but here that one is in use.
 */
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

  private static final Pattern NAME = Pattern.compile("[\\w~:@-][\\w.~:@-]{0,99}");
  private static final Pattern SEED = Pattern.compile("[ -~]{1,100}");

  private final @Nullable String seed;
  private final SequencedMap<String, Session> sessions = new LinkedHashMap<>();
  private long lastNumber;

  /**
   * No sessions yet.
   *
   * @param seed the seed of sessions that are given none, null for none
   */
  public Sessions(@Nullable String seed) {
    this.seed = seed;
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
    checkName(name);
    return used(name);
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UnmetPreference(
          HEADER
              + " is not a name: send 1 to 100 letters, digits or any of . _ ~ : @ - and no dot"
              + " first");
    }
  }

  private synchronized Session used(String name) {
    Session session = sessions.computeIfAbsent(name, this::begin);
    sessions.putLast(name, session);
    session.use();
    Instant unused = Instant.now().minus(UNUSED);
    while (sessions.size() > MAX_SESSIONS
        || sessions.firstEntry().getValue().used().isBefore(unused)) {
      sessions.pollFirstEntry();
    }
    return session;
  }

  /**
   * The session with this name as it is, without using it; an empty one if there is none.
   *
   * @throws UnmetPreference if it is no name
   */
  synchronized Session look(String name) {
    checkName(name);
    return sessions.containsKey(name) ? sessions.get(name) : begin(name);
  }

  private Session begin(String name) {
    return new Session(name, ++lastNumber, seed);
  }

  /** Whether this may be a seed: 1 to 100 printable ASCII characters. */
  public static boolean isSeed(String text) {
    return SEED.matcher(text).matches();
  }

  static void checkSeed(String seed) {
    if (!isSeed(seed)) {
      throw new UnmetPreference(
          "The seed is not one: send 1 to 100 printable ASCII characters in " + SEED_HEADER);
    }
  }

  /** Every session, those first that began last. */
  synchronized List<Session> all() {
    return sessions.values().stream()
        .sorted(Comparator.comparingLong(Session::number).reversed())
        .toList();
  }

  /** Forgets a session: its requests, defaults, seeds and keys. */
  synchronized void reset(String name) {
    sessions.remove(name);
  }

  /** Forgets every session. */
  synchronized void resetAll() {
    sessions.clear();
  }
}

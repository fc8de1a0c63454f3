package com.dayzero.customers.server.trials;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What clients were told, by the key of each customer, be it sent or not. */
final class Ledger {
  /** How keys begin that are not sent. */
  static final String KEYLESS = "keyless-";

  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final Set<String> abandoned = ConcurrentHashMap.newKeySet();
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger replays = new AtomicInteger();
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
  private final AtomicLong longestGap = new AtomicLong();

  /** Whether the request is sent without its key. */
  static boolean isKeyless(String key) {
    return key.startsWith(KEYLESS);
  }

  /** A customer is asked for. */
  void opens(String key) {
    open.add(key);
  }

  /** A request for it is sent. */
  void sends() {
    requests.incrementAndGet();
  }

  /** It was answered 201, with this body. */
  void acknowledges(String key, String body, boolean replayed) {
    acknowledged.put(key, body);
    open.remove(key);
    if (replayed) {
      replays.incrementAndGet();
    }
    long now = System.nanoTime();
    long gap = now - lastAnswer.getAndSet(now);
    longestGap.accumulateAndGet(gap, Math::max);
  }

  /** It was refused for now, with 429 or 503. */
  void refuses() {
    refusals.incrementAndGet();
  }

  /** No answer came, or no whole one. */
  void fails() {
    failures.incrementAndGet();
  }

  /** It may be stored or not, and is not asked for again. */
  void abandons(String key) {
    open.remove(key);
    abandoned.add(key);
  }

  /** What must not happen, whatever is killed. */
  void surprises(String what) {
    surprises.add(what);
  }

  /** Keys that were asked for and not answered 201. */
  Set<String> open() {
    return Set.copyOf(open);
  }

  /** Those that were asked for, not answered 201, and not asked for again. */
  Set<String> abandoned() {
    return Set.copyOf(abandoned);
  }

  /** The body of the 201 for each key. */
  Map<String, String> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** What must not have happened. */
  Queue<String> surprises() {
    return surprises;
  }

  /** How many customers were acknowledged until now. */
  int count() {
    return acknowledged.size();
  }

  /** How many requests were not answered 201. */
  int retries() {
    return refusals.get() + failures.get();
  }

  /** The longest time in which nobody was answered 201. */
  Duration longestGap() {
    return Duration.ofNanos(longestGap.get());
  }

  /** The counts, one in a line. */
  @Override
  public String toString() {
    return """
    %8d customers acknowledged, %d of them without an Idempotency-Key
    %8d requests sent
    %8d answered 503 or 429
    %8d without an answer
    %8d answered from the first answer (Idempotent-Replayed)
    %8.1f seconds was the longest time without a 201
    """
        .formatted(
            acknowledged.size(),
            acknowledged.keySet().stream().filter(Ledger::isKeyless).count(),
            requests.get(),
            refusals.get(),
            failures.get(),
            replays.get(),
            longestGap().toMillis() / 1000.0);
  }
}

package com.dayzero.customers.server.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Where it is worked on what comes from clients. It has a virtual thread of its own, but only so
 * much at once: each more makes all of it slower. Some more waits in a line, which costs nothing;
 * and what is one too many, or waited too long, goes to the thread of {@link Refusals}. A
 * connection that was answered is served on by its own thread while there is room; that thread
 * refuses what it has read already, what waited too long, and what is encrypted.
 */
@Component
public final class Lanes implements SmartLifecycle {
  private static final ScopedValue<Place> PLACE = ScopedValue.newInstance();

  /**
   * Where others want the processors too, a thread that works on requests gets a third of what each
   * of them gets. Others are the JVM's compiler, which makes a cold server quick, its collector,
   * for which all requests wait, and a database on the same machine.
   */
  static final int NICENESS = 5;

  /** The carriers of virtual threads, and who hands requests to them or wakes them. */
  private static final List<String> WORKING = List.of("ForkJoinPool-", "http", "Read-Poller");

  /** Making the first thread nicer takes a while, which the start and its first requests need. */
  private static final Duration NICE_AFTER = Duration.ofSeconds(1);

  private final Thread.Builder requests = Thread.ofVirtual().name("request-", 0);
  private final Refusals refusals = new Refusals();
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final Queue<Waiting> comingBack = new ArrayDeque<>();
  private final LoadSettings settings;
  private final Counter refused;
  private int atWork;
  private volatile boolean started;
  private volatile boolean closed;

  /**
   * @param begin told how long it waited, in nanoseconds
   */
  private record Waiting(LongConsumer begin, Runnable refuse, long since) {
    Waiting(LongConsumer begin, Runnable refuse) {
      this(begin, refuse, System.nanoTime());
    }

    long nanos() {
      return System.nanoTime() - since;
    }
  }

  /** What a task has while it is worked on, used by its own thread only. */
  private final class Place {
    private long waited;
    private boolean held = true;
    private boolean answered;

    Place(long waited) {
      this.waited = waited;
    }

    void leave() {
      if (held) {
        held = false;
        free();
      }
    }

    long takeWaited() {
      long told = waited;
      waited = 0;
      return told;
    }

    boolean endsHere() {
      boolean told = answered && !held && isFull();
      answered = false;
      return told;
    }

    boolean take(boolean goesFirst) {
      if (!held) {
        CompletableFuture<OptionalLong> turn = new CompletableFuture<>();
        Waiting waiting =
            new Waiting(
                nanos -> turn.complete(OptionalLong.of(nanos)),
                () -> turn.complete(OptionalLong.empty()));
        enter(goesFirst, waiting);
        await(turn);
        if (!turn.isDone()) {
          withdraw(waiting);
        }
        turn.join()
            .ifPresent(nanos -> {
              held = true;
              waited = nanos;
            });
      }
      return held;
    }
  }

  Lanes(LoadSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.refused =
        Counter.builder("customers.load.refusals")
            .description("Requests that were one too many, and refused before any work was done")
            .register(meters);
    Gauge.builder("customers.load.requests", this, Lanes::atWork)
        .description("Requests that are worked on")
        .register(meters);
    Gauge.builder("customers.load.waiting", this, Lanes::waiting)
        .description("Requests that wait to be worked on")
        .register(meters);
  }

  /**
   * Runs what a connection brought: a request, or a part of one. Never waits, for it is called by
   * the thread that looks after all connections.
   */
  public void run(Runnable task) {
    enter(false, new Waiting(waited -> start(task, waited), () -> refusals.add(task)));
  }

  private void start(Runnable task, long waited) {
    Place place = new Place(waited);
    requests.start(() -> {
      try {
        ScopedValue.where(PLACE, place).run(task);
      } finally {
        place.leave();
      }
    });
  }

  /** Begins at once where there is a place; nobody waits then. */
  private synchronized void enter(boolean goesFirst, Waiting next) {
    refuseExpired();
    if (hasPlace()) {
      next.begin.accept(0);
      atWork++;
    } else if (goesFirst) {
      comingBack.add(next);
    } else if (!closed && line.size() < settings.requestsWaiting()) {
      line.add(next);
    } else {
      next.refuse.run();
    }
  }

  private synchronized boolean isFull() {
    return !hasPlace() && line.size() >= settings.requestsWaiting();
  }

  private boolean hasPlace() {
    return atWork < settings.requestsAtOnce();
  }

  private synchronized void free() {
    atWork--;
    refuseExpired();
    @Nullable Waiting next = comingBack.isEmpty() ? line.poll() : comingBack.poll();
    if (next != null) {
      next.begin.accept(next.nanos());
      atWork++;
    }
    notifyAll();
  }

  private void await(CompletableFuture<?> turn) {
    try {
      turn.get(settings.maxWait().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // Who waited for it gives up.
    }
  }

  private synchronized void withdraw(Waiting waiting) {
    if (comingBack.remove(waiting) || line.remove(waiting)) {
      waiting.refuse.run();
      notifyAll();
    }
  }

  private void refuseExpired() {
    refuseExpired(comingBack);
    refuseExpired(line);
  }

  private void refuseExpired(Queue<Waiting> waiting) {
    for (@Nullable Waiting first = waiting.peek();
        first != null && first.nanos() > settings.maxWait().toNanos();
        first = waiting.peek()) {
      waiting.remove().refuse.run();
      notifyAll();
    }
  }

  /** The calling thread only waits for its client from now on: the next in the line may begin. */
  public void leave() {
    PLACE.get().leave();
  }

  /**
   * The calling thread begins with a request: the first that was brought, or the next one of its
   * connection, which waits in the line as all others do.
   *
   * @return whether there is a place for it; if not, it waited for one in vain, or the line is full
   */
  boolean begin() {
    return PLACE.get().take(false);
  }

  /**
   * The calling thread goes on with the request that it waited for; it has been in the line before
   * and goes first.
   *
   * @return whether there is a place for it; if not, it waited for one in vain
   */
  boolean comeBack() {
    return PLACE.get().take(true);
  }

  /** How long the calling thread waited for its place, in nanoseconds; told once. */
  long takeWaited() {
    return PLACE.get().takeWaited();
  }

  /** The calling thread has answered a request; the one that refuses pauses now and then. */
  public void answered() {
    if (PLACE.isBound()) {
      PLACE.get().answered = true;
    } else if (!closed) {
      refusals.pauseNowAndThen();
    }
  }

  /**
   * Whether the calling thread ends with the request that it answered, rather than to look for the
   * connection's next: that would be refused, which is another thread's work. Told once for each
   * answer.
   */
  public static boolean endsHere() {
    return PLACE.isBound() && PLACE.get().endsHere();
  }

  /** Whether the calling thread is the one that refuses. */
  public static boolean isOneTooMany() {
    return !PLACE.isBound();
  }

  /** Counts a request that was refused for want of a place. */
  public void countRefusal() {
    refused.increment();
  }

  /** How many requests are worked on at the moment. */
  synchronized int atWork() {
    return atWork;
  }

  /** How many requests wait at the moment. */
  synchronized int waiting() {
    return line.size() + comingBack.size();
  }

  /** It is open from the beginning. */
  @Override
  public void start() {
    started = true;
    Thread.ofPlatform()
        .daemon()
        .name("niceness")
        .start(() -> {
          LockSupport.parkNanos(NICE_AFTER.toNanos());
          Niceness.setOfRunning(WORKING, NICENESS);
        });
  }

  /** Waits until nobody waits any more: who did when connections are closed would get no answer. */
  @Override
  public void stop() {
    try {
      emptyLine();
      refusals.finish();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void emptyLine() throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + settings.maxWait().toNanos();
    for (long left = 1; left > 0 && waiting() > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    refuseExpired();
  }

  @Override
  public boolean isRunning() {
    return started && !closed;
  }

  /** Just before the web server takes nothing more. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
  }
}

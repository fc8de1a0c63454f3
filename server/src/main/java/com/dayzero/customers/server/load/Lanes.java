package com.dayzero.customers.server.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Where it is worked on what comes from clients. It has a virtual thread of its own, but only so
 * much at once: each more makes all of it slower. Some more waits in a line, which costs nothing;
 * and what is one too many, or waited too long, goes to one thread that does nothing but refuse.
 * However much is to be refused, it takes no more of the processors than that thread, and nothing
 * that is worked on queues behind it.
 */
@Component
public final class Lanes implements SmartLifecycle {
  private static final ScopedValue<Place> PLACE = ScopedValue.newInstance();

  private final Thread.Builder requests = Thread.ofVirtual().name("request-", 0);
  private final ThreadPoolExecutor refusals =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("refusals").factory());
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final LoadSettings settings;
  private final Counter refused;
  private int atWork;
  private int comingBack;
  private boolean closed;

  private record Waiting(Runnable task, long since) {
    long nanos() {
      return System.nanoTime() - since;
    }
  }

  /** What a task has while it is worked on, used by its own thread only. */
  private final class Place {
    private long waited;
    private boolean held = true;

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

    boolean comeBack() {
      if (!held) {
        long since = System.nanoTime();
        held = occupy();
        waited = System.nanoTime() - since;
      }
      return held;
    }
  }

  Lanes(LoadSettings settings, MeterRegistry meters) {
    this.settings = settings;
    refusals.allowCoreThreadTimeOut(true);
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
  public synchronized void run(Runnable task) {
    refuseExpired();
    if (hasPlace()) {
      start(task, 0);
    } else if (!closed && line.size() < settings.requestsWaiting()) {
      line.add(new Waiting(task, System.nanoTime()));
    } else {
      refusals.execute(task);
    }
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
    atWork++;
  }

  /** Who comes back goes first. */
  private boolean hasPlace() {
    return atWork + comingBack < settings.requestsAtOnce();
  }

  private synchronized void free() {
    atWork--;
    giveAway();
  }

  private void giveAway() {
    refuseExpired();
    while (hasPlace() && !line.isEmpty()) {
      Waiting next = line.remove();
      start(next.task, next.nanos());
    }
    notifyAll();
  }

  private void refuseExpired() {
    for (@Nullable Waiting first = line.peek();
        first != null && first.nanos() > settings.maxWait().toNanos();
        first = line.peek()) {
      refusals.execute(line.remove().task);
    }
  }

  private synchronized boolean occupy() {
    long end = System.nanoTime() + settings.maxWait().toNanos();
    comingBack++;
    try {
      for (long left = 1; atWork >= settings.requestsAtOnce(); left = end - System.nanoTime()) {
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      atWork++;
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      comingBack--;
      giveAway();
    }
  }

  /** The calling thread only waits for its client from now on: the next in the line may begin. */
  public void leave() {
    PLACE.get().leave();
  }

  /**
   * The calling thread goes on, or begins with the next request of its connection.
   *
   * @return whether there is a place for it; if not, it waited for one in vain
   */
  public boolean comeBack() {
    return PLACE.get().comeBack();
  }

  /** How long the calling thread waited for its place, in nanoseconds; told once. */
  long takeWaited() {
    return PLACE.get().takeWaited();
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
    return line.size();
  }

  @Override
  public void start() {
    // Open from the beginning.
  }

  /** Waits until nobody waits any more: who did when connections are closed would get no answer. */
  @Override
  public void stop() {
    try {
      emptyLine();
      refusals.submit(() -> {}).get(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // Nothing that could be done about it.
    }
  }

  private synchronized void emptyLine() throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + settings.maxWait().toNanos();
    for (long left = 1; left > 0 && !line.isEmpty(); left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    refuseExpired();
  }

  @Override
  public synchronized boolean isRunning() {
    return !closed;
  }

  /** Just before the web server takes nothing more. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
  }
}

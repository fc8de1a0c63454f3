package com.dayzero.customers.server.load;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where it is worked on what comes from clients. Each request has a virtual thread of its own, but
 * only so many at once: each more makes all of them slower. Some more wait in a line, which costs
 * nothing; and what is one too many, or waited too long, goes to one thread that does nothing but
 * refuse. However many are to be refused, they take no more of the processors than that thread, and
 * no request queues behind them.
 */
@Component
public final class Lanes implements Executor, AutoCloseable {
  private static final ScopedValue<Boolean> ONE_TOO_MANY = ScopedValue.newInstance();

  private final Thread.Builder requests = Thread.ofVirtual().name("request-", 0);
  private final ExecutorService refusals =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("refusals").factory());
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final LoadSettings settings;
  private final Counter refused;
  private int atWork;

  private record Waiting(Runnable task, long since) {}

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
  @Override
  public void execute(Runnable task) {
    if (!take(task)) {
      refuse(task);
    }
  }

  private synchronized boolean take(Runnable task) {
    if (atWork < settings.requestsAtOnce()) {
      start(task);
      return true;
    }
    return line.size() < settings.requestsWaiting()
        && line.add(new Waiting(task, System.nanoTime()));
  }

  private synchronized void start(Runnable task) {
    atWork++;
    requests.start(() -> {
      try {
        task.run();
      } finally {
        leave();
      }
    });
  }

  /** The calling thread is done, or waits for its client: the next in the line may begin. */
  synchronized void leave() {
    atWork--;
    while (atWork < settings.requestsAtOnce()) {
      @Nullable Waiting next = line.poll();
      if (next == null) {
        return;
      }
      if (System.nanoTime() - next.since > settings.maxWait().toNanos()) {
        refuse(next.task);
      } else {
        start(next.task);
      }
    }
  }

  /** The calling thread goes on, without a wait of its own. */
  synchronized void comeBack() {
    atWork++;
  }

  private void refuse(Runnable task) {
    refusals.execute(() -> ScopedValue.where(ONE_TOO_MANY, true).run(task));
  }

  /** Whether the request that the calling thread has is to be refused; it is counted then. */
  public boolean isOneTooMany() {
    boolean oneTooMany = ONE_TOO_MANY.isBound();
    if (oneTooMany) {
      refused.increment();
    }
    return oneTooMany;
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
  public void close() {
    refusals.shutdown();
  }
}

package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * How much longer the request that this thread works on may wait for the database. Every step of it
 * gets what the steps before have left, so that the client has its answer in time whatever is slow.
 * What the server does by itself in between takes none of it: a server that has just started, and
 * is slow for that, does not take it for the database's fault.
 *
 * <p>One clock ends what takes too long, for all requests: a timer for each wait of each virtual
 * thread took a seventh of the server's processor time.
 */
@Component
public class TimeBudget implements InitializingBean, DisposableBean {
  private static final ThreadLocal<Wait> CURRENT = new ThreadLocal<>();
  private static final Logger LOG = LoggerFactory.getLogger(TimeBudget.class);
  private static final long TICK_MILLIS = 20;
  private static final long FAR = Duration.ofDays(1).toNanos();

  /** Enough to roll back. */
  private static final Duration LAST = Duration.ofMillis(250);

  private final long all;
  private final Set<Wait> requests = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("time-budget").factory());

  /** What a request has left, and what ends its waiting. */
  private static final class Wait {
    private long nanosLeft;
    private long since;
    private long limit;
    private @Nullable Runnable breakOff;
    private @Nullable Thread breakingOff;

    Wait(long nanosLeft) {
      this.nanosLeft = nanosLeft;
    }

    synchronized void take(long nanos) {
      nanosLeft -= nanos;
    }

    synchronized long nanosLeft() {
      return nanosLeft;
    }

    synchronized void begin(long limit, Runnable breakOff) {
      this.since = System.nanoTime();
      this.limit = limit;
      this.breakOff = breakOff;
    }

    void end() {
      @Nullable Thread ending = stop();
      if (ending != null) {
        try {
          ending.join();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private synchronized @Nullable Thread stop() {
      if (since != 0) {
        nanosLeft -= System.nanoTime() - since;
        since = 0;
        breakOff = null;
      }
      Thread ending = breakingOff;
      breakingOff = null;
      return ending;
    }

    /** In a thread of its own: closing an encrypted connection may wait for who writes to it. */
    synchronized void breakOffIfTooLong() {
      Runnable due = breakOff;
      if (due != null && System.nanoTime() - since > limit) {
        breakOff = null;
        breakingOff = Thread.startVirtualThread(due);
      }
    }
  }

  TimeBudget(PoolSettings settings) {
    this.all = settings.timeLimit().toNanos();
  }

  @Override
  public void afterPropertiesSet() {
    var _ =
        clock.scheduleAtFixedRate(
            this::breakOffWhatTakesTooLong, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What is thrown would end the clock, and with it the limit of all that come after. */
  private void breakOffWhatTakesTooLong() {
    for (Wait wait : requests) {
      try {
        wait.breakOffIfTooLong();
      } catch (RuntimeException | Error e) {
        LOG.error("A request that takes too long could not be broken off", e);
      }
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }

  /** How long a request may wait in all. */
  public Duration all() {
    return Duration.ofNanos(all);
  }

  /** This thread works on a request, which has not waited yet. */
  public void start() {
    Wait wait = new Wait(all);
    CURRENT.set(wait);
    requests.add(wait);
  }

  /**
   * When the request's time is up if it only waits from now on, by {@link System#nanoTime()}; far
   * away where this thread works on no request.
   */
  long deadline() {
    @Nullable Wait wait = CURRENT.get();
    return System.nanoTime() + (wait == null ? FAR : wait.nanosLeft());
  }

  /**
   * What the request does from now on is for another, too, whose time is up then.
   *
   * @return how much less time the request has for that, in nanoseconds, until it is given back
   */
  long endBy(long deadline) {
    @Nullable Wait wait = CURRENT.get();
    if (wait == null) {
      return 0;
    }
    long less = Math.max(0, wait.nanosLeft() - (deadline - System.nanoTime()));
    wait.take(less);
    return less;
  }

  /** The request is alone again. */
  void giveBack(long nanos) {
    take(-nanos);
  }

  /** The request waited for something else, in nanoseconds. */
  public void take(long nanos) {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.take(nanos);
    }
  }

  /** This thread works on no request any more. */
  public void stop() {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      requests.remove(wait);
      CURRENT.remove();
    }
  }

  /**
   * The request waits from now on, until {@link #end()}; for how long, its thread sees to itself.
   *
   * @throws SQLTransientConnectionException if it has no time left
   */
  public void begin() throws SQLTransientConnectionException {
    begin(Duration.ofDays(1), () -> {});
  }

  /**
   * As {@link #begin()}, and it is broken off after that time, or when there is none left.
   *
   * @param breakOff called at most once, by another thread, and not after {@link #end()}
   */
  void begin(Duration atMost, Runnable breakOff) throws SQLTransientConnectionException {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      if (wait.nanosLeft() <= 0) {
        throw new SQLTransientConnectionException("The request's time for the database is used up");
      }
      wait.begin(Math.min(wait.nanosLeft(), atMost.toNanos()), breakOff);
    }
  }

  /**
   * As {@link #begin()}, and the connection may be silent for as long as there is time left; then
   * it is closed. PostgreSQL's own limits do not help where it is frozen or the network is gone.
   * Where a thread works on no request, the driver's limit holds, which the pool sets again when
   * the connection is returned.
   */
  void begin(Connection connection) throws SQLException {
    begin(Duration.ofDays(1), () -> abort(connection));
    withoutTimer(connection);
  }

  /** As {@link #begin(Connection)}, for what has to be done last, whatever time is left. */
  void beginLast(Connection connection) throws SQLException {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.begin(Math.max(wait.nanosLeft(), LAST.toNanos()), () -> abort(connection));
      withoutTimer(connection);
    }
  }

  /** The driver would start one for each answer that it waits for. */
  private static void withoutTimer(Connection connection) throws SQLException {
    if (CURRENT.get() != null) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("A connection cannot be given up", e);
    }
  }

  /** The request does not wait any more; what broke it off is done when this returns. */
  public void end() {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.end();
    }
  }

  /**
   * What is left, in milliseconds, zero or less where it is used up; empty where this thread works
   * on no request.
   */
  public OptionalLong millisLeft() {
    @Nullable Wait wait = CURRENT.get();
    return wait == null
        ? OptionalLong.empty()
        : OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(wait.nanosLeft()));
  }
}

package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How much longer the request that this thread works on may wait for the database. Every step of it
 * gets what the steps before have left, so that the client has its answer in time whatever is slow.
 * What the server does by itself in between takes none of it: a server that has just started, and
 * is slow for that, does not take it for the database's fault.
 */
@Component
public class TimeBudget {
  private static final ThreadLocal<Wait> CURRENT = new ThreadLocal<>();

  private final long all;

  private static final class Wait {
    private long nanosLeft;
    private long since;
  }

  TimeBudget(PoolSettings settings) {
    this.all = settings.timeLimit().toNanos();
  }

  /** This thread works on a request, which has not waited yet. */
  public void start() {
    Wait wait = new Wait();
    wait.nanosLeft = all;
    CURRENT.set(wait);
  }

  /** The request waited for something else, in nanoseconds. */
  public void take(long nanos) {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.nanosLeft -= nanos;
    }
  }

  /** This thread works on no request any more. */
  public void stop() {
    CURRENT.remove();
  }

  /**
   * The request waits from now on, until {@link #end()}.
   *
   * @throws SQLTransientConnectionException if it has no time left
   */
  public void begin() throws SQLTransientConnectionException {
    if (millisLeft().orElse(1) < 1) {
      throw new SQLTransientConnectionException("The request's time for the database is used up");
    }
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.since = System.nanoTime();
    }
  }

  /**
   * As {@link #begin()}, and the connection may be silent for as long as there is time left.
   * PostgreSQL's own limits do not help where it is frozen or the network is gone. The pool takes
   * the limit back when the connection is returned.
   */
  void begin(Connection connection) throws SQLException {
    begin();
    OptionalLong left = millisLeft();
    if (left.isPresent()) {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(left.getAsLong()));
    }
  }

  /** The request does not wait any more. */
  public void end() {
    @Nullable Wait wait = CURRENT.get();
    if (wait != null) {
      wait.nanosLeft -= System.nanoTime() - wait.since;
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
        : OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(wait.nanosLeft));
  }
}

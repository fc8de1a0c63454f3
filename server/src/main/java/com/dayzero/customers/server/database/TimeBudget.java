package com.dayzero.customers.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How much longer the request that this thread works on may use the database. Every step of it gets
 * what the steps before have left, so that the client has its answer in time whatever is slow.
 */
@Component
public class TimeBudget {
  private final ThreadLocal<Long> end = new ThreadLocal<>();
  private final long all;

  TimeBudget(PoolSettings settings) {
    this.all = settings.timeLimit().toNanos();
  }

  /** The time of this thread's request runs from now on. */
  public void start() {
    end.set(System.nanoTime() + all);
  }

  /** This thread works on no request any more. */
  public void stop() {
    end.remove();
  }

  /** The request's time did not run for so long: it was the client's. */
  public void extendBy(Duration waited) {
    Long current = end.get();
    if (current != null) {
      end.set(current + waited.toNanos());
    }
  }

  /**
   * Lets this connection be silent for as long as there is time left. PostgreSQL's own limits do
   * not help where it is frozen or the network is gone. The pool takes the limit back when the
   * connection is returned.
   *
   * @throws SQLTransientConnectionException if there is none left
   */
  void limit(Connection connection) throws SQLException {
    OptionalLong left = millisLeft();
    if (left.isPresent()) {
      check();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(Math.max(1, left.getAsLong())));
    }
  }

  /**
   * Ends a request that has no time left.
   *
   * @throws SQLTransientConnectionException then
   */
  void check() throws SQLTransientConnectionException {
    if (millisLeft().orElse(1) < 1) {
      throw new SQLTransientConnectionException("The request's time for the database is used up");
    }
  }

  /**
   * What is left, in milliseconds, zero or less where it is used up; empty where this thread works
   * on no request.
   */
  public OptionalLong millisLeft() {
    Long current = end.get();
    return current == null
        ? OptionalLong.empty()
        : OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(current - System.nanoTime()));
  }
}

package com.dayzero.customers.server.database;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * Has those who need a connection wait in the order in which they came, where the pool would let a
 * newcomer pass those that wait.
 */
class ConnectionQueue {
  private final Queue<CompletableFuture<Void>> line = new ArrayDeque<>();
  private final Duration maxWait;
  private final TimeBudget time;
  private int free;

  /** A queue for so many connections. */
  ConnectionQueue(int connections, Duration maxWait, TimeBudget time) {
    this.free = connections;
    this.maxWait = maxWait;
    this.time = time;
  }

  /**
   * Waits until a connection of the pool is free for the caller, who calls {@link #leave()} when it
   * is given back.
   *
   * @throws TransientDataAccessResourceException if none became free in time
   */
  void await() {
    @Nullable CompletableFuture<Void> turn = take();
    if (turn == null) {
      return;
    }
    try {
      await(turn, () -> turn.cancel(false));
    } catch (TransientDataAccessResourceException tooLate) {
      giveUp(turn);
      throw tooLate;
    }
  }

  /**
   * Waits for a turn that others give, as long as a request may wait for a connection.
   *
   * @param giveUp called by another thread when the time is up, or at once by this one if no time
   *     is left; it cancels the turn if it may, and where it does not, the turn is waited for
   * @throws TransientDataAccessResourceException if it is cancelled
   */
  <T> T await(CompletableFuture<T> turn, Runnable giveUp) {
    try {
      if (time.millisLeft().isPresent()) {
        time.begin(maxWait, giveUp);
      } else {
        CompletableFuture.delayedExecutor(maxWait.toMillis(), TimeUnit.MILLISECONDS)
            .execute(giveUp);
      }
    } catch (SQLTransientConnectionException _) {
      giveUp.run();
    }
    try {
      return turn.join();
    } catch (CancellationException tooLate) {
      throw new TransientDataAccessResourceException("No connection became free in time", tooLate);
    } finally {
      time.end();
    }
  }

  /** Null if a connection is free, else what is completed when one is. */
  private synchronized @Nullable CompletableFuture<Void> take() {
    if (free > 0) {
      free--;
      return null;
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    line.add(turn);
    return turn;
  }

  private synchronized void giveUp(CompletableFuture<Void> turn) {
    if (!turn.isCompletedExceptionally() && !turn.cancel(false)) {
      leave();
    }
    line.removeIf(CompletableFuture::isDone);
  }

  /** The next one may have it. */
  synchronized void leave() {
    for (@Nullable CompletableFuture<Void> next = line.poll(); next != null; next = line.poll()) {
      if (next.complete(null)) {
        return;
      }
    }
    free++;
  }

  /** How many wait at the moment. */
  synchronized int waiting() {
    return line.size();
  }
}

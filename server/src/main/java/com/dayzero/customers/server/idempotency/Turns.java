package com.dayzero.customers.server.idempotency;

import com.dayzero.customers.server.database.TimeBudget;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/**
 * Lets requests with the same key pass one after the other. The database does that, too, and for
 * all servers; but who waits there holds a connection, and here it costs nothing.
 */
@Component
class Turns {
  /** Different keys seldom share one. */
  private static final int LOCKS = 4096;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);
  private final TimeBudget time;

  Turns(TimeBudget time) {
    this.time = time;
  }

  /**
   * Waits for the turn of a request with this key.
   *
   * @return what has to be unlocked afterwards
   * @throws CannotAcquireLockException if the request's time is up before it comes
   */
  Lock await(ScopedKey key) {
    Lock turn = locks[Math.floorMod(key.hashCode(), LOCKS)];
    try {
      time.begin();
      try {
        if (turn.tryLock(time.millisLeft().orElse(Long.MAX_VALUE), TimeUnit.MILLISECONDS)) {
          return turn;
        }
      } finally {
        time.end();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLTransientConnectionException _) {
      // Told below.
    }
    throw new CannotAcquireLockException("The first request with this key is not answered yet");
  }
}

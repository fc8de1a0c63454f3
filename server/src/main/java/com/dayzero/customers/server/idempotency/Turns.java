package com.dayzero.customers.server.idempotency;

import com.dayzero.customers.server.database.TimeBudget;
import com.dayzero.customers.server.load.Load;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/**
 * Lets requests with the same key pass one after the other. The database does that, too, and for
 * all servers; but who waits there holds a connection, and here not even a place.
 */
@Component
class Turns {
  private final ConcurrentMap<ScopedKey, Turn> turns = new ConcurrentHashMap<>();
  private final TimeBudget time;
  private final Load load;

  /**
   * What the requests with a key of the moment wait for.
   *
   * @param requests how many they are, the one that has its turn with them
   */
  private record Turn(Lock lock, int requests) {
    Turn with(int more) {
      return new Turn(lock, requests + more);
    }
  }

  Turns(TimeBudget time, Load load) {
    this.time = time;
    this.load = load;
  }

  /**
   * Waits for the turn of a request with this key, and then has to {@link #end} it.
   *
   * @throws CannotAcquireLockException if the request's time is up before it comes
   */
  void await(ScopedKey key) {
    Turn turn = turns.merge(key, new Turn(new ReentrantLock(), 1), (there, _) -> there.with(1));
    boolean came = false;
    try {
      came = turn.lock().tryLock() || comes(turn.lock());
    } finally {
      if (!came) {
        leave(key);
      }
    }
    if (!came) {
      throw new CannotAcquireLockException(
          "The turn of a request with this key did not come in time");
    }
  }

  private boolean comes(Lock turn) {
    load.pause();
    boolean came = comesInTime(turn);
    if (came && !load.goOn()) {
      turn.unlock();
      return false;
    }
    return came;
  }

  private boolean comesInTime(Lock turn) {
    try {
      time.begin();
      try {
        return turn.tryLock(time.millisLeft().orElse(Long.MAX_VALUE), TimeUnit.MILLISECONDS);
      } finally {
        time.end();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (SQLTransientConnectionException _) {
      return false;
    }
  }

  /** The next one may have its turn. */
  void end(ScopedKey key) {
    Objects.requireNonNull(turns.get(key)).lock().unlock();
    leave(key);
  }

  private void leave(ScopedKey key) {
    turns.computeIfPresent(key, (_, turn) -> turn.requests() == 1 ? null : turn.with(-1));
  }
}

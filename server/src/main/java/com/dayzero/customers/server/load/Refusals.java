package com.dayzero.customers.server.load;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that does nothing but refuse. However much is to be refused, that takes no more of
 * the processors than this thread, which leaves them to the work where they do not suffice for both
 * and makes pauses, and nothing that is worked on queues behind it.
 */
final class Refusals {
  /** Where work wants the processors too, refusing gets a fifth of what each thread of it gets. */
  private static final int NICENESS = Lanes.NICENESS + 7;

  /**
   * How long it is refused without a pause. A thread that runs is not interrupted by one that could
   * go on for some milliseconds, and a create is many short steps, here and in the database: each
   * would wait for that long.
   */
  private static final Duration REFUSING = Duration.ofMillis(1);

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          task ->
              Thread.ofPlatform()
                  .daemon()
                  .name("refusals")
                  .unstarted(() -> {
                    Niceness.set(NICENESS);
                    task.run();
                  }));

  /** By {@link System#nanoTime}; used by the thread only. */
  private long lastPause;

  Refusals() {
    thread.allowCoreThreadTimeOut(true);
  }

  /** Has the thread run what refuses something, after all that it was given before. */
  void add(Runnable refusing) {
    thread.execute(refusing);
  }

  /**
   * The calling thread, which is the one that refuses, has refused something: it pauses now and
   * then.
   */
  void pauseNowAndThen() {
    if (System.nanoTime() - lastPause > REFUSING.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      lastPause = System.nanoTime();
    }
  }

  /** Waits until all that it was given is refused, for two seconds at most. */
  void finish() throws InterruptedException {
    try {
      thread.submit(() -> {}).get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // Nothing that could be done about it.
    }
  }
}

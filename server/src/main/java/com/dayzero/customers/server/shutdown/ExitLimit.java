package com.dayzero.customers.server.shutdown;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process when it was told to stop and something that it waits for does not come to an
 * end, such as a database that does not answer.
 */
public final class ExitLimit {
  private static final Logger LOG = LoggerFactory.getLogger(ExitLimit.class);

  /** Beyond the delay. The limits of a stop's steps may be longer together: the rest is cut off. */
  private static final Duration LIMIT = Duration.ofMillis(9500);

  /** What a shell shows of a process that SIGTERM ended. */
  private static final int EXIT_CODE = 143;

  private static volatile Duration allowed = LIMIT;

  private ExitLimit() {}

  /** From now on, the process ends within ten seconds after it is told to stop. */
  public static void guard() {
    Thread started =
        Thread.ofPlatform()
            .name("exit-limit")
            .unstarted(() -> Thread.ofPlatform().daemon().start(() -> exitAfter(allowed)));
    Runtime.getRuntime().addShutdownHook(started);
  }

  /** A server that has started may take the delay that is set beyond that. */
  public static void extendFor(ApplicationContext server) {
    allowed = LIMIT.plus(server.getBean(ShutdownSettings.class).delay());
  }

  private static void exitAfter(Duration limit) {
    try {
      Thread.sleep(limit);
    } catch (InterruptedException e) {
      return;
    }
    LOG.error("Not stopped within {} s: ended by force", limit.toSeconds());
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}

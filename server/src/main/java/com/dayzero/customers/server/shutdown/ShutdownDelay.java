package com.dayzero.customers.server.shutdown;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Holds the stop up between the moment when readiness goes down and the one when connections are no
 * longer accepted. Spring Boot sets readiness before anything is stopped, drains the API's port
 * next, and keeps the management port until that is done.
 */
@Component
class ShutdownDelay implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

  private final Duration delay;
  private volatile boolean running;

  ShutdownDelay(ShutdownSettings settings) {
    this.delay = settings.delay();
  }

  @Override
  public void start() {
    running = true;
  }

  /** Waits on the caller's thread: what is waited for by a callback is given up after a time. */
  @Override
  public void stop() {
    LOG.info(
        "Stopping: readiness is down, requests are served for another {} s", delay.toSeconds());
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The last to be started is the first to be stopped. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

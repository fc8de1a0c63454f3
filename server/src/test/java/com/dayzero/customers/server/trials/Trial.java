package com.dayzero.customers.server.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/** How long a trial is, and where it leaves what it wrote. */
final class Trial {
  /** How many clients create customers, one after the other, at the same time. */
  static final int CLIENTS = Integer.getInteger("trial.clients", 16);

  private Trial() {}

  /** How long the load lasts at least: short, unless {@code trial.seconds} says otherwise. */
  static Duration length(int seconds) {
    return Duration.ofSeconds(Integer.getInteger("trial.seconds", seconds));
  }

  /**
   * How often something is done: seldom, unless the property {@code trial.<what>} says otherwise.
   */
  static int times(String what, int otherwise) {
    return Integer.getInteger("trial." + what, otherwise);
  }

  /** An empty folder for the logs and data of a trial, which stay until the next. */
  static Path folder(String name) throws IOException {
    Path folder = Path.of("target/trials", name);
    FileSystemUtils.deleteRecursively(folder);
    return folder;
  }
}

package com.dayzero.customers.server.load;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the processors a thread leaves to others that want them: each step makes it a fifth
 * less that it gets. Where nobody else wants them it takes all. Everybody may make a thread nicer
 * than it is; elsewhere than on Linux, where threads have no niceness of their own, nothing
 * changes. Java's own priorities do nothing on Linux unless the JVM is told to heed them, and then
 * it says at each start that it may not do so.
 */
final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final boolean OF_THREADS = System.getProperty("os.name").equals("Linux");

  /** Of setpriority(2): on Linux what it calls a process is a thread. */
  private static final int PRIO_PROCESS = 0;

  private static final int CALLING_THREAD = 0;

  private Niceness() {}

  /**
   * Makes the calling thread so nice, and all threads that it starts.
   *
   * @param steps 1 to 19
   */
  static void set(int steps) {
    if (OF_THREADS) {
      set(setPriority(), CALLING_THREAD, steps);
    }
  }

  /**
   * Makes threads so nice that run already, and all threads that they start from now on.
   *
   * @param beginnings what the names of the threads begin with, 15 characters at most
   * @param steps 1 to 19
   */
  static void setOfRunning(List<String> beginnings, int steps) {
    if (OF_THREADS) {
      MethodHandle setPriority = setPriority();
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
        for (Path thread : threads) {
          if (beginnings.stream().anyMatch(nameOf(thread)::startsWith)) {
            set(setPriority, Integer.parseInt(thread.getFileName().toString()), steps);
          }
        }
      } catch (IOException e) {
        LOG.debug("The threads could not be listed", e);
      }
    }
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (IOException _) {
      // It ended meanwhile.
      return "";
    }
  }

  private static void set(MethodHandle setPriority, int thread, int steps) {
    try {
      int failed = (int) setPriority.invokeExact(PRIO_PROCESS, thread, steps);
      if (failed != 0) {
        LOG.debug("The system refused to make a thread nicer");
      }
    } catch (Throwable e) {
      LOG.debug("A thread could not be made nicer", e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle setPriority() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("setpriority"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT));
  }
}

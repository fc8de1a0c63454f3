package com.dayzero.customers.server.load;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the processors a thread leaves to others that want them: each step makes it a fifth
 * less that it gets. Where nobody else wants them it takes all. Java's own priorities do nothing on
 * Linux unless the JVM is told to heed them, and then it says at each start that it may not do so.
 */
final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  /** With 0 as the id, it is of the calling thread; see setpriority(2). */
  private static final int OF_A_THREAD = 0;

  private Niceness() {}

  /**
   * Makes the calling thread so nice, for all its life. Everybody may do that who is less nice so
   * far; for others, and elsewhere than on Linux, where threads have no niceness of their own,
   * nothing changes.
   *
   * @param steps 1 to 19
   */
  static void set(int steps) {
    if (System.getProperty("os.name").equals("Linux")) {
      try {
        int failed = (int) setPriority().invokeExact(OF_A_THREAD, 0, steps);
        if (failed != 0) {
          LOG.debug("The system refused to make a thread nicer");
        }
      } catch (Throwable e) {
        LOG.debug("A thread could not be made nicer", e);
      }
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

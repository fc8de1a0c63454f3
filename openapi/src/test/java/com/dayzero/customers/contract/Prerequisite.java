package com.dayzero.customers.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a test needs of the machine. */
public final class Prerequisite {
  private static final Logger LOG = LoggerFactory.getLogger(Prerequisite.class);

  private Prerequisite() {}

  /**
   * Skips the test where it is not there, and says why in the build's output, which JUnit alone
   * does not.
   */
  public static void check(boolean isThere, String otherwise) {
    if (!isThere) {
      LOG.warn("Test skipped. {}", otherwise);
    }
    assumeTrue(isThere, otherwise);
  }
}

package com.dayzero.customers.contracttests;

import com.dayzero.customers.mock.MockServer;

/** The mock that all tests share, until the JVM ends. */
public final class RunningMock {
  private static final MockServer MOCK = MockServer.start("--port", "0", "--quiet");

  private RunningMock() {}

  /** Where it is, without a slash at the end. */
  public static String address() {
    return MOCK.address();
  }

  /** Calls it over HTTP. */
  public static Wire wire() {
    return new Wire(Side.MOCK, address());
  }
}

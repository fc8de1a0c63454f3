package com.dayzero.customers.contracttests;

/** Who answers. */
public enum Side {
  /** The server, on a real PostgreSQL. */
  SERVER,
  /** The mock. */
  MOCK
}

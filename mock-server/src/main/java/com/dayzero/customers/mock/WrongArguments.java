package com.dayzero.customers.mock;

/** Arguments that the mock does not take; the message says in one line what it takes instead. */
final class WrongArguments extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  WrongArguments(String message) {
    super(message);
  }
}

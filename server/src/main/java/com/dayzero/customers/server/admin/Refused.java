package com.dayzero.customers.server.admin;

/** Why a command does nothing, in one line that says what to do instead. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String line) {
    super(line);
  }
}

package com.dayzero.customers.server.admin;

import picocli.CommandLine.Option;

/** The user that a command works on. */
final class UserOption {
  @Option(
      names = "--user",
      required = true,
      paramLabel = "USER",
      description = "The user, by e-mail address or id.")
  @SuppressWarnings("NullAway.Init")
  UserName name;
}

package com.dayzero.customers.server.admin;

import com.dayzero.customers.server.access.Role;
import picocli.CommandLine.Option;

/** The role that a command gives. */
final class RoleOption {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "One of owner, admin, accountant and viewer.")
  @SuppressWarnings("NullAway.Init")
  Role role;
}

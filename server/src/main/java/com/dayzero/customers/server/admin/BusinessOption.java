package com.dayzero.customers.server.admin;

import java.util.UUID;
import picocli.CommandLine.Option;

/** The business that a command works on. */
final class BusinessOption {
  @Option(names = "--business", required = true, paramLabel = "ID", description = "The business.")
  @SuppressWarnings("NullAway.Init")
  UUID id;
}

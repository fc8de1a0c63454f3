package com.dayzero.customers.server;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the server's command line takes. Spring Boot ignores whatever is no option: a word too many,
 * or one that is misspelt, would start a server that nobody wants.
 */
final class Arguments {
  /** How to start the server, or the admin command instead. */
  static final String USAGE =
      """
      Usage: java -jar JAR [--PROPERTY=VALUE ...]
             java -jar JAR admin COMMAND ...

      Starts the server. Its settings are variables of the environment, or properties;
      docs/configuration.md lists them. Without DATABASE_URL it runs a PostgreSQL of its own, for
      trying it out. "admin --help" tells of the administration.
      """;

  private Arguments() {}

  /** Whether the usage is all that is wanted. */
  static boolean askForHelp(String... arguments) {
    return Arrays.asList(arguments).contains("--help");
  }

  /** What is told instead of starting, in one line, if one of them is no option. */
  static Optional<String> refusal(String... arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> !argument.startsWith("--"))
        .findFirst()
        .map("The server does not take '%s'; see --help"::formatted);
  }
}

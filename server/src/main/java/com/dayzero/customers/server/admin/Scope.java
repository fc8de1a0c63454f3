package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/**
 * What a token is good for.
 *
 * @param name one that an operation of the contract asks for in its {@code security}
 */
record Scope(String name) {

  /** Reads a command's argument. */
  static Scope of(String argument) {
    Set<String> known =
        Contract.load().operations().stream()
            .map(Operation::permission)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!known.contains(argument)) {
      throw new TypeConversionException(
          "no operation of the contract asks for '%s', but for %s"
              .formatted(argument, String.join(", ", known)));
    }
    return new Scope(argument);
  }
}

package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.FullUuid;
import java.util.UUID;
import picocli.CommandLine.TypeConversionException;

/** How a command names a user. */
sealed interface UserName {

  /** By the id. */
  record Id(UUID id) implements UserName {
    @Override
    public String toString() {
      return id.toString();
    }
  }

  /** By the e-mail address. */
  record Address(String address) implements UserName {
    @Override
    public String toString() {
      return address;
    }
  }

  /** Reads a command's argument. */
  static UserName of(String argument) {
    if (argument.contains("@")) {
      return new Address(Email.of(argument).address());
    }
    return FullUuid.parse(argument)
        .map(Id::new)
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is neither an e-mail address nor the id of a user".formatted(argument)));
  }
}

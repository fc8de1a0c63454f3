package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.FullUuid;
import java.util.UUID;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an id. */
final class IdConverter implements ITypeConverter<UUID> {

  @Override
  public UUID convert(String argument) {
    if (argument.startsWith("dz_")) {
      // A secret is not repeated; it may be on somebody's screen, or in a log.
      throw new TypeConversionException(
          "A token is not its id: \"admin token list\" shows the ids, and docs/security.md how to"
              + " find that of a token");
    }
    return FullUuid.parse(argument)
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is not a UUID, such as 01940000-0000-7000-8000-000000000010"
                    .formatted(argument)));
  }
}

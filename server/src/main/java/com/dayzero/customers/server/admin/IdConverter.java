package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.FullUuid;
import java.util.UUID;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an id. */
final class IdConverter implements ITypeConverter<UUID> {

  @Override
  public UUID convert(String argument) {
    return FullUuid.parse(argument)
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is not a UUID, such as 01940000-0000-7000-8000-000000000010"
                    .formatted(argument)));
  }
}

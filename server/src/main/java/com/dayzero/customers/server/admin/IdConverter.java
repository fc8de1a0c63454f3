package com.dayzero.customers.server.admin;

import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an id. */
final class IdConverter implements ITypeConverter<UUID> {

  @Override
  public UUID convert(String argument) {
    return parse(argument)
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is not a UUID, such as 01940000-0000-7000-8000-000000000010"
                    .formatted(argument)));
  }

  /** The id, if it is written out in full. */
  static Optional<UUID> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

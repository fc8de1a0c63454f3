package com.dayzero.customers.server.admin;

import static java.util.stream.Collectors.joining;

import com.dayzero.customers.server.access.Role;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a role. */
final class RoleConverter implements ITypeConverter<Role> {

  @Override
  public Role convert(String argument) {
    return Arrays.stream(Role.values())
        .filter(role -> role.toString().equals(argument))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is no role, but %s are"
                    .formatted(
                        argument,
                        Arrays.stream(Role.values()).map(Role::toString).collect(joining(", ")))));
  }
}

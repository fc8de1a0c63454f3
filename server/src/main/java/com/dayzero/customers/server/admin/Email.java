package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.EmailAddress;
import picocli.CommandLine.TypeConversionException;

/**
 * An e-mail address.
 *
 * @param address as {@link EmailAddress} writes it
 */
record Email(String address) {

  /** Reads a command's argument. */
  static Email of(String argument) {
    try {
      return new Email(EmailAddress.normalize(argument));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'%s' is no e-mail address: %s".formatted(argument, e.getMessage()));
    }
  }
}

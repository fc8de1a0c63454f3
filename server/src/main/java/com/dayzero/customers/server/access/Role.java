package com.dayzero.customers.server.access;

import java.util.Locale;

/** What a user is in a business. */
public enum Role {
  OWNER,
  ADMIN,
  ACCOUNTANT,
  VIEWER;

  /** The role that the database calls so. */
  public static Role of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** As the database calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether this role may do what the contract calls {@code permission}: a viewer may only read.
   */
  boolean grants(String permission) {
    return this != VIEWER || permission.endsWith(":read");
  }
}

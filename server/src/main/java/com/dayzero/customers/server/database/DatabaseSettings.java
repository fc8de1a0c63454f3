package com.dayzero.customers.server.database;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which PostgreSQL the server works on.
 *
 * @param url a PostgreSQL 15 or later, as {@code postgresql://user:password@host:5432/database} or
 *     {@code jdbc:postgresql://...}; empty for the embedded one
 * @param user the database user; wins over the URL's
 * @param password the password of that user; wins over the URL's
 */
@ConfigurationProperties("customers.database")
record DatabaseSettings(String url, String user, String password) {

  /** Whether there is a PostgreSQL that somebody else runs. */
  boolean isGiven() {
    return !url.isEmpty();
  }

  /** Never shows the password, nor the URL, which may hold one. */
  @Override
  public String toString() {
    return isGiven() ? "a given database" : "the embedded database";
  }
}

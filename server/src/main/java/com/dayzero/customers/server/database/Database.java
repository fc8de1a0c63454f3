package com.dayzero.customers.server.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The PostgreSQL that this server works on. */
public final class Database implements JdbcConnectionDetails {
  /** For connecting, and for an answer that comes at once or never. */
  private static final String SECONDS = "5";

  private final String jdbcUrl;
  private final @Nullable String user;
  private final @Nullable String password;
  private final @Nullable Path folder;

  private Database(
      String jdbcUrl, @Nullable String user, @Nullable String password, @Nullable Path folder) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.folder = folder;
  }

  /** A PostgreSQL that somebody else runs. */
  static Database given(DatabaseUrl url) {
    return new Database(url.jdbcUrl(), url.user(), url.password(), null);
  }

  /** The PostgreSQL that this server runs itself, in that folder. */
  static Database embedded(String jdbcUrl, Path folder) {
    return new Database(jdbcUrl, "postgres", null, folder);
  }

  /** Where the embedded database keeps its data; empty where the database is a given one. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Whether the URL itself names the user, which wins over any that is set elsewhere. */
  boolean namesItsUser() {
    return jdbcUrl.matches(".*[?&]user=.*");
  }

  /**
   * Tries to connect.
   *
   * @throws StartupFailure if nobody answers there within seconds, or access is denied
   */
  void checkReachable() {
    try (Connection _ = connect()) {
      // It answers, and lets us in.
    } catch (SQLException e) {
      throw new StartupFailure(
          "Cannot reach the database %s%s: %s. Set DATABASE_URL (and DATABASE_USER, DATABASE_PASSWORD) to a"
                  .formatted(this, user == null ? "" : " as user " + user, firstLine(e))
              + " PostgreSQL that answers, or unset it to use the embedded one.",
          e);
    }
  }

  /**
   * A connection of the server's user beside the pool, for what takes longer than a request may.
   */
  Connection connect() throws SQLException {
    return connect(properties());
  }

  /** Such a connection that is broken where the database is silent for seconds. */
  Connection connectForSeconds() throws SQLException {
    Properties properties = properties();
    properties.setProperty("socketTimeout", SECONDS);
    return connect(properties);
  }

  private Connection connect(Properties properties) throws SQLException {
    properties.setProperty("connectTimeout", SECONDS);
    properties.setProperty("loginTimeout", SECONDS);
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  /** User and password, as the driver takes them. */
  Properties properties() {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** Where it is, without parameters, which may hold a password. */
  @Override
  public String toString() {
    return jdbcUrl.split("\\?", 2)[0];
  }

  /** The driver repeats a URL that it cannot read, as a whole. */
  private String firstLine(SQLException e) {
    return String.valueOf(e.getMessage())
        .replace(jdbcUrl, toString())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\\.$", "");
  }

  @Override
  public String getJdbcUrl() {
    return jdbcUrl;
  }

  @Override
  public @Nullable String getUsername() {
    return user;
  }

  @Override
  public @Nullable String getPassword() {
    return password;
  }
}

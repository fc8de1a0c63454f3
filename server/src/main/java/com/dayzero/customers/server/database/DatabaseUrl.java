package com.dayzero.customers.server.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code DATABASE_URL} says, with user and password where they are set on their own.
 *
 * @param jdbcUrl without user and password where the URL had them before the host
 */
record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {
  /** As libpq has it: one host or several, a database, parameters. */
  private static final Pattern LIBPQ =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<rest>[^@]+)");

  /**
   * Reads a {@code jdbc:postgresql:} or a {@code postgresql://user:password@host/database} URL.
   *
   * @param user wins over the URL's, unless it is empty
   * @param password wins over the URL's, unless it is empty
   * @throws StartupFailure if it is neither
   */
  static DatabaseUrl parse(String url, String user, String password) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseUrl(url, emptyToNull(user), emptyToNull(password));
    }
    Matcher libpq = LIBPQ.matcher(url);
    if (!libpq.matches()) {
      throw new StartupFailure(
          "DATABASE_URL is not the URL of a PostgreSQL: set it to"
              + " postgresql://user:password@host:5432/database or"
              + " jdbc:postgresql://host:5432/database",
          null);
    }
    return new DatabaseUrl(
        "jdbc:postgresql://" + libpq.group("rest"),
        user.isEmpty() ? decoded(libpq.group("user")) : user,
        password.isEmpty() ? decoded(libpq.group("password")) : password);
  }

  private static @Nullable String decoded(@Nullable String text) {
    try {
      // A plus sign is itself in a URL's user information; only forms write a space so.
      return text == null
          ? null
          : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new StartupFailure(
          "User or password in DATABASE_URL has a % that is not followed by two hexadecimal digits:"
              + " write it as %25, or set DATABASE_USER and DATABASE_PASSWORD on their own",
          e);
    }
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return jdbcUrl.split("\\?", 2)[0];
  }
}

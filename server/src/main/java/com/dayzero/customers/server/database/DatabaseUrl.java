package com.dayzero.customers.server.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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

  /** The driver's own form, which knows of no user before the host. */
  private static final Pattern DRIVERS = Pattern.compile("jdbc:postgresql:[^@?]*(?:\\?.*)?");

  /** What libpq calls the parameter that the driver calls {@code targetServerType}. */
  private static final String LIBPQ_TARGET = "target_session_attrs=";

  private static final Set<String> LIBPQ_WRITABLE = Set.of("read-write", "primary");

  /**
   * Where there are several hosts: the one that may be written to, and who that is may change from
   * one second to the next. By itself the driver takes the first that answers, and trusts what it
   * knows of a host for ten.
   */
  private static final List<String> FAILOVER =
      List.of("targetServerType=primary", "hostRecheckSeconds=1");

  /**
   * Reads a {@code jdbc:postgresql:} or a {@code postgresql://user:password@host/database} URL. Of
   * several hosts the primary is taken, unless the URL asks for something else.
   *
   * @param user wins over the URL's, unless it is empty
   * @param password wins over the URL's, unless it is empty
   * @throws StartupFailure if it is neither, or asks for a host that cannot be written to
   */
  static DatabaseUrl parse(String url, String user, String password) {
    if (DRIVERS.matcher(url).matches()) {
      return new DatabaseUrl(withFailover(url), emptyToNull(user), emptyToNull(password));
    }
    Matcher libpq = LIBPQ.matcher(url);
    if (!libpq.matches()) {
      throw new StartupFailure(
          "DATABASE_URL is not the URL of a PostgreSQL: set it to"
              + " postgresql://user:password@host:5432/database or"
              + " jdbc:postgresql://host:5432/database, with DATABASE_USER and DATABASE_PASSWORD",
          null);
    }
    return new DatabaseUrl(
        withFailover("jdbc:postgresql://" + withDriversTarget(libpq.group("rest"))),
        user.isEmpty() ? decoded(libpq.group("user")) : user,
        password.isEmpty() ? decoded(libpq.group("password")) : password);
  }

  private static String withDriversTarget(String rest) {
    int target = rest.indexOf(LIBPQ_TARGET);
    if (target < 0) {
      return rest;
    }
    String value = rest.substring(target + LIBPQ_TARGET.length()).split("&", 2)[0];
    if (!LIBPQ_WRITABLE.contains(value)) {
      throw new StartupFailure(
          "DATABASE_URL has %s%s, and the server needs the PostgreSQL that may be written to: set it to read-write, or leave it out"
              .formatted(LIBPQ_TARGET, value),
          null);
    }
    return rest.replace(LIBPQ_TARGET + value, FAILOVER.getFirst());
  }

  private static String withFailover(String jdbcUrl) {
    String[] hostsAndParameters = jdbcUrl.split("\\?", 2);
    if (!hostsAndParameters[0].contains(",")) {
      return jdbcUrl;
    }
    String url = jdbcUrl;
    for (String parameter : FAILOVER) {
      if (!url.contains(parameter.split("=", 2)[0] + "=")) {
        url += (url.contains("?") ? "&" : "?") + parameter;
      }
    }
    return url;
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

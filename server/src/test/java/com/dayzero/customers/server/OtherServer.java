package com.dayzero.customers.server;

import com.dayzero.customers.server.database.Database;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One more server, with other settings, on the database of the {@link RunningServer}. */
public final class OtherServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final String scheme;

  private OtherServer(ConfigurableApplicationContext context, String scheme) {
    this.context = context;
    this.scheme = scheme;
  }

  /** Starts it with these settings, as arguments, on a free port. */
  public static OtherServer start(Database database, String scheme, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("--server.port=0");
    arguments.add("--customers.database.url=" + database.getJdbcUrl());
    arguments.add("--customers.database.user=" + database.getUsername());
    return new OtherServer(
        SpringApplication.run(ServerApplication.class, arguments.toArray(String[]::new)), scheme);
  }

  /** Its port. */
  public int port() {
    return Integer.parseInt(
        Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
  }

  /** A path of it. */
  public URI address(String path) {
    return URI.create(scheme + "://localhost:" + port() + path);
  }

  @Override
  public void close() {
    context.close();
  }
}

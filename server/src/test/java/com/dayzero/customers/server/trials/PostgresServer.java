package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.CloseableDSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** A PostgreSQL as durable as a production's, which can be killed, followed and promoted. */
final class PostgresServer implements AutoCloseable {
  /** Recovery after a crash may take a while. */
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Path folder;
  private final int port = Ports.free();
  private Process process;

  private PostgresServer(Path folder, String settings) throws IOException {
    this.folder = folder;
    Files.writeString(
        data(folder).resolve("postgresql.conf"),
        """

        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        port = %d
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        """
                .formatted(port)
            + settings,
        StandardOpenOption.APPEND);
    this.process = start();
  }

  /** Makes an empty one in that folder and starts it. */
  static PostgresServer create(Path folder) throws IOException {
    PostgresPrograms.initialise(data(folder));
    PostgresServer created = new PostgresServer(folder, "");
    created.checkItIsDurable();
    return created;
  }

  /** Makes a standby in that folder, without which this one commits nothing from now on. */
  PostgresServer withStandby(Path standbyFolder) throws IOException {
    close();
    PostgresPrograms.copy(data(folder), data(standbyFolder));
    restart();
    Files.createFile(data(standbyFolder).resolve("standby.signal"));
    String follow = "host=127.0.0.1 port=%d user=postgres application_name=standby".formatted(port);
    PostgresServer standby =
        new PostgresServer(standbyFolder, "primary_conninfo = '%s'\n".formatted(follow));
    execute("alter system set synchronous_standby_names = 'standby'");
    execute("select pg_reload_conf()");
    awaitStandby();
    return standby;
  }

  /** Waits until the standby follows, and every commit waits for it. */
  void awaitStandby() {
    try (CloseableDSLContext database = connect()) {
      await()
          .atMost(START_LIMIT)
          .until(
              () -> database.fetchValue("select sync_state from pg_stat_replication"),
              "sync"::equals);
    }
  }

  /** From now on each commit takes that much longer, as with a slow disk, and no processor time. */
  void delayCommits(Duration delay) {
    execute("alter system set commit_delay = " + delay.toNanos() / 1000);
    execute("alter system set commit_siblings = 0");
    execute("select pg_reload_conf()");
  }

  /** Makes this standby the primary. */
  void promote() {
    execute("select pg_promote()");
  }

  /** Kills it and all that it started as {@code kill -9} does: what it did not write is gone. */
  void kill() {
    PostgresPrograms.kill(process.toHandle());
  }

  /** Stops its processes where they are, as a disk or a machine that hangs does. */
  void freeze() {
    PostgresPrograms.signal(process.toHandle(), "STOP");
  }

  /** Lets them go on. */
  void thaw() {
    PostgresPrograms.signal(process.toHandle(), "CONT");
  }

  /** Starts it again, and waits until it has recovered. */
  void restart() throws IOException {
    process = start();
  }

  /** Stops it, whoever is connected. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      String data = data(folder).toString();
      PostgresPrograms.start(log(), "pg_ctl", "-D", data, "-m", "fast", "stop").onExit().join();
      process.onExit().join();
    }
  }

  /** What {@code DATABASE_URL} is for these, of which one is the primary. */
  static String url(PostgresServer... servers) {
    return Stream.of(servers)
        .map(server -> "127.0.0.1:" + server.port)
        .collect(Collectors.joining(",", "postgresql://postgres@", "/postgres"));
  }

  /** A connection of a superuser. */
  CloseableDSLContext connect() {
    return connect("postgres");
  }

  /** One to this database of it. */
  CloseableDSLContext connect(String database) {
    return DSL.using("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), "postgres", "");
  }

  /** A new business, once a server has made the tables. */
  Tenant owner() {
    try (CloseableDSLContext database = connect()) {
      return new Tenants(database).owner();
    }
  }

  private void execute(String sql) {
    try (CloseableDSLContext database = connect()) {
      database.execute(sql);
    }
  }

  private void checkItIsDurable() {
    try (CloseableDSLContext database = connect()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(database.fetchValue("show " + setting)).as(setting).isEqualTo("on");
      }
    }
  }

  private Process start() throws IOException {
    Process starting = PostgresPrograms.start(log(), "postgres", "-D", data(folder).toString());
    await()
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          assertThat(starting.isAlive()).as("PostgreSQL runs, see " + log()).isTrue();
          return answers();
        });
    return starting;
  }

  private boolean answers() {
    try (CloseableDSLContext _ = connect()) {
      return true;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private static Path data(Path folder) {
    return folder.toAbsolutePath().resolve("data");
  }

  private Path log() {
    return folder.resolve("postgres.log");
  }
}

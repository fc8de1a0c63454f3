package com.dayzero.customers.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the server's own. It keeps its data in a folder, is as durable as any, stops with
 * the server, and recovers by itself if it was not stopped.
 */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  /** Recovery after a crash may take a while. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final Path folder;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  /**
   * Starts the database of this folder, or takes over the one that a killed server left running.
   *
   * @param folder is made if it does not exist
   * @throws StartupFailure if another server uses the folder, or PostgreSQL does not start
   */
  static EmbeddedDatabase start(Path folder) {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres postgres;
    try {
      makePrivate(folder);
      postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(folder.resolve("postgres-binaries").toFile())
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_LIMIT)
              .setPort(portFor(data))
              // The library switches these off, for tests.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("unix_socket_directories", "''")
              .start();
    } catch (IOException | RuntimeException e) {
      throw failure(folder, e);
    }
    EmbeddedDatabase embedded = new EmbeddedDatabase(postgres, folder);
    try {
      embedded.checkItIsOurs(data);
      return embedded;
    } catch (StartupFailure e) {
      embedded.close();
      throw e;
    }
  }

  /**
   * The database of this folder, if it runs already, whoever started it: neither started nor
   * stopped here.
   */
  static Optional<Database> running(Path folder) {
    Path data = folder.resolve("postgres");
    try {
      OptionalInt port = Postmaster.portOf(data);
      if (port.isPresent()) {
        Database database = on(port.getAsInt(), folder);
        return Postmaster.isDurableOneOf(data, database) ? Optional.of(database) : Optional.empty();
      }
    } catch (IOException | SQLException e) {
      LOG.debug("No PostgreSQL runs in {}", folder, e);
    }
    return Optional.empty();
  }

  /** How to connect to it. */
  Database database() {
    return on(postgres.getPort(), folder);
  }

  private static Database on(int port, Path folder) {
    return Database.embedded("jdbc:postgresql://localhost:%d/postgres".formatted(port), folder);
  }

  /** Stops it; what was committed is on disk. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Data and programs are their owner's alone: what lies here is run at the next start. */
  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static int portFor(Path data) throws IOException {
    OptionalInt last = Postmaster.portOf(data);
    if (last.isPresent()) {
      return last.getAsInt();
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** On a port that was once ours somebody else's PostgreSQL may answer by now. */
  private void checkItIsOurs(Path data) {
    try {
      if (!Postmaster.isDurableOneOf(data, database())) {
        throw new StartupFailure(
            "The PostgreSQL on port %d is not the durable one of %s: stop it, or set DATA_FOLDER to another folder."
                .formatted(postgres.getPort(), data),
            null);
      }
    } catch (IOException | SQLException e) {
      throw failure(folder, e);
    }
  }

  private static StartupFailure failure(Path folder, Exception e) {
    String why = String.valueOf(e.getMessage());
    return new StartupFailure(
        e instanceof OverlappingFileLockException || why.startsWith("could not lock")
            ? "Another server uses the data folder %s: stop it, or set DATA_FOLDER to another folder."
                .formatted(folder)
            : "The embedded PostgreSQL does not start in %s: %s. Set DATA_FOLDER to a folder that can be written, or DATABASE_URL to a PostgreSQL that runs."
                .formatted(folder, why.lines().findFirst().orElse(e.toString())),
        e);
  }
}

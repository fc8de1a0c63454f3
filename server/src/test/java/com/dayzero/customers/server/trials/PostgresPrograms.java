package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The programs of the embedded PostgreSQL, run without the library, which cannot kill it. */
final class PostgresPrograms {
  private static final Path FOLDER = Path.of("target/trials/postgres-binaries").toAbsolutePath();

  private PostgresPrograms() {}

  /** Makes an empty data folder. */
  static void initialise(Path data) throws IOException {
    Files.createDirectories(FOLDER);
    // Unpacks the programs, too.
    EmbeddedPostgres.builder()
        // The library unpacks once for each finder of its programs; this one's stay in the folder.
        .setPgBinaryResolver(PostgresPrograms::archive)
        .setOverrideWorkingDirectory(FOLDER.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .start()
        .close();
  }

  /** Starts one of the programs, with this file for its output. */
  static Process start(Path log, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root, and in a namespace of its own nobody is.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binary(program));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /**
   * Kills a PostgreSQL as {@code kill -9} does, by its first process: what it did not write is
   * gone.
   */
  static void kill(ProcessHandle postmaster) {
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    // First, for it starts anew by itself when one of the others is killed.
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** Sends a signal to a postmaster, and then to all that it started and cannot add to any more. */
  static void signal(ProcessHandle postmaster, String name) {
    send(name, Stream.of(postmaster));
    send(name, postmaster.descendants());
  }

  private static void send(String name, Stream<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(one -> command.add(String.valueOf(one.pid())));
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Copies the data of a PostgreSQL that does not run. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static InputStream archive(String system, String architecture) throws IOException {
    return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
  }

  private static String binary(String program) throws IOException {
    try (Stream<Path> unpacked = Files.list(FOLDER)) {
      return unpacked
          .map(folder -> folder.resolve("bin").resolve(program))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }
}

package com.dayzero.customers.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The command that runs the server's program in a JVM of its own. That starts in half of the time,
 * with an AOT cache that the first test makes and the others use until a file of the class path
 * changes; the JVM makes none of folders, so these are packed.
 */
public final class ServerCommand {
  private static final int CREATED = 201;
  private static final Path FOLDER =
      Path.of(
              "target",
              "server-command",
              Integer.toHexString(System.getProperty("java.class.path").hashCode()))
          .toAbsolutePath();
  private static final Path CACHE = FOLDER.resolve("server.aot");
  private static final List<String> START = prepared();

  private ServerCommand() {}

  /** The beginning of the command: Java, its options, and the class with {@code main}. */
  public static List<String> withOptions(List<String> jvm) {
    List<String> command = new ArrayList<>(START);
    command.addAll(jvm);
    command.add(ServerApplication.class.getName());
    return command;
  }

  private static List<String> prepared() {
    List<Path> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    List<Path> jars = entries.stream().map(ServerCommand::asJar).toList();
    String classPath = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
    List<String> start =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            // Ready sooner; most are stopped before a better compiler would pay.
            "-XX:TieredStopAtLevel=1",
            // As the jar's manifest says.
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath);
    try {
      if (!cacheIsNewerThan(entries)) {
        Files.createDirectories(FOLDER);
        Files.deleteIfExists(CACHE);
        FileTime begin = FileTime.from(Instant.now());
        for (int i = 0; i < entries.size(); i++) {
          pack(entries.get(i), jars.get(i));
        }
        train(start);
        // What changed since it was packed is newer.
        Files.setLastModifiedTime(CACHE, begin);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("The server cannot be prepared for its tests", e);
    }
    List<String> cached = new ArrayList<>(start);
    cached.add("-XX:AOTCache=" + CACHE);
    return List.copyOf(cached);
  }

  private static Path asJar(Path entry) {
    return Files.isDirectory(entry)
        ? FOLDER.resolve(entry.toAbsolutePath().toString().replaceAll("\\W+", "-") + ".jar")
        : entry;
  }

  private static boolean cacheIsNewerThan(List<Path> entries) throws IOException {
    if (!Files.exists(CACHE)) {
      return false;
    }
    FileTime made = modified(CACHE);
    for (Path entry : entries) {
      try (Stream<Path> files = Files.walk(entry)) {
        if (files.anyMatch(file -> modified(file).compareTo(made) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(Path folder, Path jar) {
    if (!folder.equals(jar)) {
      ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
      int status =
          tool.run(System.out, System.err, "-cf", jar.toString(), "-C", folder.toString(), ".");
      if (status != 0) {
        throw new IllegalStateException("Not packed: " + folder);
      }
    }
  }

  private static void train(List<String> start) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("server-command-");
    List<String> command = new ArrayList<>(start);
    command.add("-XX:AOTCacheOutput=" + CACHE);
    command.add(ServerApplication.class.getName());
    try (ServerProcess server = ServerProcess.of(command, Map.of(), data)) {
      URI address = server.address();
      String token = Files.readString(data.resolve("demo-token")).strip();
      int status = ServerProcess.create(address, token).statusCode();
      if (status != CREATED) {
        throw new IllegalStateException("The server's training was answered " + status);
      }
    }
    if (!Files.exists(CACHE)) {
      throw new IllegalStateException("The server's training left no cache, see " + data);
    }
    FileSystemUtils.deleteRecursively(data);
  }
}

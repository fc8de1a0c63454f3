package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aServerOnTheEmbeddedDatabaseGoesOnAfterKill9() throws Exception {
    try (ServerProcess killed = ServerProcess.start(folder)) {
      URI address = killed.address();
      assertThat(ServerProcess.create(address, token()).statusCode()).isEqualTo(201);
      killed.kill();
    }
    String postmaster = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
    assertThat(ProcessHandle.of(Long.parseLong(postmaster))).as("PostgreSQL lives on").isPresent();

    try (ServerProcess next = ServerProcess.start(folder)) {
      URI address = next.address();
      assertThat(ServerProcess.create(address, token()).statusCode()).isEqualTo(201);
      assertThat(Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst())
          .as("taken over, not started anew")
          .isEqualTo(postmaster);
    }
    assertThat(folder.resolve("postgres/postmaster.pid"))
        .as("stopped with the server")
        .doesNotExist();
  }

  private String token() throws Exception {
    return Files.readString(folder.resolve("demo-token")).strip();
  }
}

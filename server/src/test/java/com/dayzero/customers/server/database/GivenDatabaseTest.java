package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server on a PostgreSQL that somebody else runs, of the oldest version that is supported. */
class GivenDatabaseTest {
  private static final Path BINARIES = Path.of("target/oldest-postgres");

  @TempDir Path folder = Path.of("");

  @Test
  void twoServersStartAtOnceOnAnEmptyDatabase() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, architecture) -> binaries())
            .setOverrideWorkingDirectory(folder.toFile())
            .start()) {
      String url =
          "--customers.database.url=postgresql://postgres@localhost:%d/postgres"
              .formatted(postgres.getPort());
      DSLContext database = DSL.using(postgres.getPostgresDatabase().getConnection());
      assertThat(database.fetchValue("show server_version")).asString().startsWith("15.");

      try (ServerProcess one = ServerProcess.start(folder.resolve("data"), url);
          ServerProcess two = ServerProcess.start(folder.resolve("data"), url)) {
        assertThat(ServerProcess.create(one.address(), "dz_unknown").statusCode()).isEqualTo(401);
        assertThat(ServerProcess.create(two.address(), "dz_unknown").statusCode()).isEqualTo(401);
      }
      assertThat(database.fetchCount(DSL.table("businesses")))
          .as("no demo data unless asked")
          .isZero();

      try (ServerProcess asked =
          ServerProcess.start(folder.resolve("data"), url, "--customers.demo-data=true")) {
        URI address = asked.address();
        String token = Files.readString(folder.resolve("data/demo-token")).strip();
        assertThat(ServerProcess.create(address, token).statusCode()).isEqualTo(201);
        assertThat(database.fetchCount(DSL.table("customers"))).isOne();
      }
    }
  }

  private static InputStream binaries() {
    try (Stream<Path> files = Files.list(BINARIES)) {
      return Files.newInputStream(
          files.filter(file -> file.toString().endsWith(".txz")).findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

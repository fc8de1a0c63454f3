package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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
      String url = "postgresql://postgres@localhost:%d/postgres".formatted(postgres.getPort());
      CompletableFuture<ConfigurableApplicationContext> first =
          CompletableFuture.supplyAsync(() -> server(url));
      try (ConfigurableApplicationContext two = server(url);
          ConfigurableApplicationContext one = first.get()) {
        assertThat(two.getBean(DSLContext.class).fetchValue("show server_version"))
            .asString()
            .startsWith("15.");
        assertThat(rows(two, "businesses")).as("no demo data unless asked").isZero();
        assertThat(create(one, "dz_unknown").statusCode()).isEqualTo(401);
        assertThat(create(two, "dz_unknown").statusCode()).isEqualTo(401);
      }
      try (ConfigurableApplicationContext asked = server(url, "--customers.demo-data=true")) {
        assertThat(rows(asked, "businesses")).isOne();
        String token = Files.readString(folder.resolve("data/demo-token")).strip();
        assertThat(create(asked, token).body()).contains("\"name\":\"Acme Corp\"");
        assertThat(rows(asked, "customers")).isOne();
      }
    }
  }

  private ConfigurableApplicationContext server(String url, String... more) {
    return SpringApplication.run(
        ServerApplication.class,
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--customers.data-folder=" + folder.resolve("data"),
                    "--customers.database.url=" + url),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static int rows(ConfigurableApplicationContext server, String table) {
    return server.getBean(DSLContext.class).fetchCount(DSL.table(table));
  }

  private static HttpResponse<String> create(ConfigurableApplicationContext server, String token)
      throws Exception {
    String port = server.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/customers"))
            .header("Authorization", "Bearer " + token)
            .header("x-business-id", "01940000-0000-7000-8000-000000000010")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
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

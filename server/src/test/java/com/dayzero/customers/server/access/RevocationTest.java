package com.dayzero.customers.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.admin.Shell;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two servers on one database: what ends a token's life ends it everywhere, within 5 seconds. */
class RevocationTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder = Path.of("");

  @Test
  void aRevokedAndAnExpiredTokenStopWorkingOnEveryServer() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start()) {
      String url =
          "--customers.database.url=postgresql://postgres@localhost:%d/postgres"
              .formatted(postgres.getPort());
      Shell shell = new Shell(url);
      String business =
          shell.json("business", "create", "--name", "Acme Corp").get("id").asString();
      shell.json("user", "create", "--email", "ann@acme.com");
      shell.json(
          "member", "add", "--business", business, "--user", "ann@acme.com", "--role", "owner");
      JsonNode revoked = token(shell);
      JsonNode expiring = token(shell);

      try (ServerProcess one = ServerProcess.start(folder.resolve("data"), url);
          ServerProcess two = ServerProcess.start(folder.resolve("data"), url)) {
        List<URI> servers = List.of(one.address(), two.address());
        for (JsonNode token : List.of(revoked, expiring)) {
          assertThatAllAnswer(201, servers, token, business);
        }

        shell.json("token", "revoke", revoked.get("id").asString());
        assertThatAllRefuse(servers, revoked, business);
        assertThatAllAnswer(201, servers, expiring, business);

        DSL.using(postgres.getPostgresDatabase().getConnection())
            .execute(
                "update api_tokens set expires_at = now() + interval '2 seconds' where id ="
                    + " ?::uuid",
                expiring.get("id").asString());
        assertThatAllRefuse(servers, expiring, business);
      }
    }
  }

  private static JsonNode token(Shell shell) {
    return shell.json(
        "token", "create", "--user", "ann@acme.com", "--name", "ci", "--scope", "customers:write");
  }

  private static void assertThatAllAnswer(
      int status, List<URI> servers, JsonNode token, String business) throws Exception {
    for (URI server : servers) {
      assertThat(status(server, token, business)).isEqualTo(status);
    }
  }

  /** A request that is sent within the limit may be accepted, one that is sent later may not. */
  private static void assertThatAllRefuse(List<URI> servers, JsonNode token, String business)
      throws Exception {
    long start = System.nanoTime();
    for (URI server : servers) {
      Duration sent;
      int status;
      do {
        sent = Duration.ofNanos(System.nanoTime() - start);
        status = status(server, token, business);
      } while (status != 401 && sent.compareTo(LIMIT) < 0);
      assertThat(status).isEqualTo(401);
    }
  }

  private static int status(URI server, JsonNode token, String business) throws Exception {
    return ServerProcess.create(server, token.get("token").asString(), business).statusCode();
  }
}

package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Prerequisite;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.CloseableDSLContext;
import org.junit.jupiter.api.Test;

/** Three servers behind HAProxy are restarted one after the other, and no client notices. */
class RollingRestartTest {
  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final Path CONFIGURATION = Path.of("../hosting/haproxy.cfg");
  private static final int SERVERS = Trial.times("servers", 2);
  private static final int CLIENTS = Trial.times("clients", 2);
  private static final int ROUNDS = Trial.times("rounds", 1);

  private final int port = Ports.free();
  private final List<Integer> managementPorts =
      IntStream.range(0, SERVERS).mapToObj(_ -> Ports.free()).toList();

  @Test
  void noRequestFails() throws Exception {
    Prerequisite.check(
        Files.isExecutable(HAPROXY), "HAProxy is missing: install it (apt install haproxy)");
    Path folder = Trial.folder("rolling-restart");
    List<RestartableServer> servers = new ArrayList<>();
    try (PostgresServer postgres = PostgresServer.create(folder.resolve("postgres"))) {
      for (int i = 0; i < SERVERS; i++) {
        servers.add(server(folder.resolve("server-" + i), postgres, managementPorts.get(i)));
      }
      Process balancer = balancer(folder, servers);
      try {
        Tenant tenant = postgres.owner();
        untilAllAreUp();
        Load load = Load.withoutRetries(address(), tenant, CLIENTS);
        load.untilItWorks();
        for (int round = 0; round < ROUNDS; round++) {
          for (RestartableServer server : servers) {
            server.close();
            load.untilItWorks();
            server.restart();
            untilAllAreUp();
            load.untilItWorks();
          }
        }
        Ledger ledger = load.end();

        System.out.printf("%nRolling restart: %d servers, %d times each%n", SERVERS, ROUNDS);
        try (CloseableDSLContext database = postgres.connect()) {
          Reckoning.check(ledger, database, tenant);
        }
      } finally {
        balancer.destroy();
        balancer.onExit().join();
      }
    } finally {
      servers.forEach(RestartableServer::close);
    }
  }

  private static RestartableServer server(Path folder, PostgresServer postgres, int managementPort)
      throws IOException {
    return RestartableServer.start(
        folder,
        "--customers.database.url=" + PostgresServer.url(postgres),
        "--customers.shutdown.delay=3s",
        "--management.server.port=" + managementPort);
  }

  /** HAProxy as {@code hosting/haproxy.cfg} has it, before these servers. */
  private Process balancer(Path folder, List<RestartableServer> servers) throws IOException {
    String backends =
        IntStream.range(0, SERVERS)
            .mapToObj(i ->
                "  server s%d 127.0.0.1:%d check port %d"
                    .formatted(i, servers.get(i).address().getPort(), managementPorts.get(i)))
            .collect(Collectors.joining("\n"));
    String configuration =
        Files.readString(CONFIGURATION)
            .replaceAll("(?m)^  server .*\\R?", "")
            // As many files as any user may open.
            .replaceAll("maxconn \\d+", "maxconn 200")
            .replace(
                "  bind :80",
                """
                bind 127.0.0.1:%d
                acl not_all_up nbsrv(customers) lt %d
                monitor-uri /all-up
                monitor fail if not_all_up\
                """
                    .formatted(port, SERVERS));
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(file, configuration.stripTrailing() + "\n" + backends + "\n");
    return new ProcessBuilder(HAPROXY.toString(), "-db", "-f", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("haproxy.log").toFile())
        .start();
  }

  private URI address() {
    return URI.create("http://localhost:" + port);
  }

  private void untilAllAreUp() {
    HttpRequest allUp = HttpRequest.newBuilder(address().resolve("/all-up")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(() ->
              assertThat(client.send(allUp, BodyHandlers.discarding()).statusCode())
                  .isEqualTo(200));
    }
  }
}

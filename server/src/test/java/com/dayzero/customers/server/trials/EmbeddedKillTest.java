package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jooq.CloseableDSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of a server that runs a PostgreSQL of its own, and of both, under load. */
class EmbeddedKillTest {
  private static final UUID DEMO_BUSINESS = UUID.fromString("01940000-0000-7000-8000-000000000010");
  private static final int SERVER_KILLS = Trial.times("server-kills", 1);
  private static final int KILLS_OF_BOTH = Trial.times("database-kills", 1);

  @Test
  void losesNoAcknowledgedCustomerAndDoublesNone() throws Exception {
    Path folder = Trial.folder("embedded-kill");
    Path pidFile = folder.resolve("postgres/postmaster.pid");
    try (RestartableServer server = RestartableServer.start(folder)) {
      Tenant demo = demo(folder);
      Load load = Load.start(server.address(), demo, Trial.CLIENTS);
      for (int i = 0; i < SERVER_KILLS; i++) {
        load.untilItWorks();
        ProcessHandle before = postmaster(pidFile);
        server.kill();
        server.restart();
        assertThat(postmaster(pidFile)).as("taken over, not started anew").isEqualTo(before);
      }
      for (int i = 0; i < KILLS_OF_BOTH; i++) {
        load.untilItWorks();
        server.kill();
        PostgresPrograms.kill(postmaster(pidFile));
        server.restart();
      }
      load.untilItWorks();
      Ledger ledger = load.end();

      System.out.printf(
          "Embedded PostgreSQL: the server killed %d times, both killed %d times%n",
          SERVER_KILLS, KILLS_OF_BOTH);
      try (CloseableDSLContext database = connect(pidFile)) {
        Reckoning.check(ledger, database, demo);
      }
      assertThat(ledger.retries()).as("requests that a kill hit").isPositive();
    }
    assertThat(pidFile).as("stopped with the server").doesNotExist();
  }

  private static Tenant demo(Path folder) throws IOException {
    String token = Files.readString(folder.resolve("demo-token")).strip();
    return new Tenant(DEMO_BUSINESS, UUID.randomUUID(), token);
  }

  private static ProcessHandle postmaster(Path pidFile) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static CloseableDSLContext connect(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    String port = lines.get(3).strip();
    return DSL.using("jdbc:postgresql://localhost:%s/postgres".formatted(port), "postgres", "");
  }
}

package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.CloseableDSLContext;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the server, and of PostgreSQL with all its processes, under load. */
class KillTest {
  private static final Duration LENGTH = Trial.length(8);
  private static final int SERVER_KILLS = Trial.times("server-kills", 2);
  private static final int DATABASE_KILLS = Trial.times("database-kills", 1);

  /** And a start afterwards. */
  private interface Kill {
    void run() throws IOException;
  }

  @Test
  void losesNoAcknowledgedCustomerAndDoublesNone() throws Exception {
    Path folder = Trial.folder("kill");
    try (PostgresServer postgres = PostgresServer.create(folder.resolve("postgres"));
        RestartableServer server =
            RestartableServer.start(
                folder.resolve("server"),
                "--customers.database.url=" + PostgresServer.url(postgres))) {
      Tenant tenant = owner(postgres);
      Instant begin = Instant.now();
      Load load = Load.start(server.address(), tenant, Trial.CLIENTS);
      for (Kill kill : kills(server, postgres)) {
        untilItWorks(load);
        kill.run();
      }
      untilItWorks(load);
      await().atMost(LENGTH.plusSeconds(1)).until(() -> begin.plus(LENGTH).isBefore(Instant.now()));
      Ledger ledger = load.end();

      System.out.printf(
          "Kill trial, %d s, %d clients: the server killed %d times, PostgreSQL %d times%n",
          Duration.between(begin, Instant.now()).toSeconds(),
          Trial.CLIENTS,
          SERVER_KILLS,
          DATABASE_KILLS);
      try (CloseableDSLContext database = postgres.connect()) {
        Reckoning.check(ledger, database, tenant);
      }
      assertThat(ledger.retries()).as("requests that a kill hit").isPositive();
    }
  }

  private static Tenant owner(PostgresServer postgres) {
    try (CloseableDSLContext database = postgres.connect()) {
      return new Tenants(database).owner();
    }
  }

  /** In any order. */
  private static List<Kill> kills(RestartableServer server, PostgresServer postgres) {
    Kill ofServer =
        () -> {
          server.kill();
          server.restart();
        };
    Kill ofDatabase =
        () -> {
          postgres.kill();
          postgres.restart();
        };
    List<Kill> kills = new ArrayList<>(Collections.nCopies(SERVER_KILLS, ofServer));
    kills.addAll(Collections.nCopies(DATABASE_KILLS, ofDatabase));
    Collections.shuffle(kills);
    return kills;
  }

  /** For a moment that differs each time, so that kills meet requests everywhere. */
  private static void untilItWorks(Load load) {
    int more = load.ledger().count() + ThreadLocalRandom.current().nextInt(50, 300);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> load.ledger().count() >= more);
  }
}

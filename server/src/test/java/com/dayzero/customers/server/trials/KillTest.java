package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
      Tenant tenant = postgres.owner();
      Load load = Load.start(server.address(), tenant, Trial.CLIENTS);
      for (Kill kill : kills(server, postgres)) {
        load.untilItWorks();
        kill.run();
      }
      load.untilItWorks();
      load.untilItLasted(LENGTH);
      Ledger ledger = load.end();

      System.out.printf(
          "%nKill trial: the server killed %d times, PostgreSQL %d times%n",
          SERVER_KILLS, DATABASE_KILLS);
      try (CloseableDSLContext database = postgres.connect()) {
        Reckoning.check(ledger, database, tenant);
      }
      assertThat(ledger.retries()).as("requests that a kill hit").isPositive();
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
}

package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import org.jooq.CloseableDSLContext;
import org.junit.jupiter.api.Test;

/** A PostgreSQL with a synchronous standby, and one of the two dies under load. */
class FailoverTest {
  private static final Duration LENGTH = Trial.length(5);

  @Test
  void theStandbyHasAllThatWasAcknowledgedWhenThePrimaryDies() throws Exception {
    Path folder = Trial.folder("failover");
    try (PostgresServer primary = PostgresServer.create(folder.resolve("primary"));
        PostgresServer standby = primary.withStandby(folder.resolve("standby"));
        RestartableServer server = serverOf(folder, primary, standby)) {
      Tenant tenant = primary.owner();
      Load load = Load.start(server.address(), tenant, Trial.CLIENTS);
      load.untilItWorks();
      load.untilItLasted(LENGTH.dividedBy(2));

      primary.kill();
      standby.promote();
      load.untilItWorks();
      load.untilItLasted(LENGTH);
      Ledger ledger = load.end();

      System.out.println("Failover: the primary killed, the standby promoted at once");
      try (CloseableDSLContext database = standby.connect()) {
        Reckoning.check(ledger, database, tenant);
      }
      assertThat(ledger.retries()).as("requests that the kill hit").isPositive();
    }
  }

  @Test
  void nothingIsAcknowledgedWhileTheStandbyIsAway() throws Exception {
    Path folder = Trial.folder("standby-away");
    try (PostgresServer primary = PostgresServer.create(folder.resolve("primary"));
        PostgresServer standby = primary.withStandby(folder.resolve("standby"));
        RestartableServer server = serverOf(folder, primary, standby)) {
      Tenant tenant = primary.owner();
      Load load = Load.start(server.address(), tenant, 4);
      load.untilItWorks();

      standby.kill();
      load.untilItWasRefused(1);
      int before = load.ledger().count();
      // What waited for the standby is committed when the primary starts again, and yet the same
      // key is not answered: a replay has to wait for the standby, too.
      primary.kill();
      primary.restart();
      load.untilItWasRefused(2);
      assertThat(load.ledger().count()).as("acknowledged").isEqualTo(before);

      standby.restart();
      primary.awaitStandby();
      load.untilItWorks();
      Ledger ledger = load.end();

      System.out.println("Standby away, the primary killed meanwhile");
      try (CloseableDSLContext database = primary.connect()) {
        Reckoning.check(ledger, database, tenant);
      }
    }
  }

  private static RestartableServer serverOf(
      Path folder, PostgresServer primary, PostgresServer standby) throws Exception {
    return RestartableServer.start(
        folder.resolve("server"),
        "--customers.database.url=" + PostgresServer.url(primary, standby));
  }
}

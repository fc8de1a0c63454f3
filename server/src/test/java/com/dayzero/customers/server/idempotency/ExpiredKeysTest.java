package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.idempotency.Keys.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import java.time.Duration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTaskHolder;

@RunningServer
class ExpiredKeysTest {
  private final ExpiredKeys expired;
  private final IdempotencyRepository stored;
  private final ScheduledTaskHolder scheduled;
  private final Keys keys;

  @Autowired
  ExpiredKeysTest(
      ExpiredKeys expired,
      IdempotencyRepository stored,
      ScheduledTaskHolder scheduled,
      Api api,
      Tenants tenants,
      DSLContext database) {
    this.expired = expired;
    this.stored = stored;
    this.scheduled = scheduled;
    this.keys = new Keys(api, tenants, database);
  }

  @Test
  void areDeletedAndNoOthers() {
    keys.create("expired", ACME);
    keys.letAge(Duration.ofHours(24).plusMinutes(1));
    keys.create("fresh", ACME);
    expired.run();

    assertThat(keys.isStored("expired")).isFalse();
    assertThat(keys.isStored("fresh")).isTrue();
    assertThat(keys.storedCustomers()).as("the customers stay").isEqualTo(2);
  }

  @Test
  void areDeletedInBatches() {
    // Younger than what the server itself deletes meanwhile.
    Duration age = Duration.ofHours(1);
    while (stored.deleteOlderThan(age, 1000) > 0) {
      // What other tests left.
    }
    for (int i = 0; i < 5; i++) {
      keys.create("old " + i, ACME);
    }
    keys.letAge(Duration.ofHours(2));
    keys.create("fresh", ACME);

    assertThat(stored.deleteOlderThan(age, 2)).isEqualTo(2);
    assertThat(keys.storedKeys()).isEqualTo(4);
    assertThat(stored.deleteOlderThan(age, 2)).isEqualTo(2);
    assertThat(stored.deleteOlderThan(age, 2)).isEqualTo(1);
    assertThat(stored.deleteOlderThan(age, 2)).isZero();
    assertThat(keys.isStored("fresh")).isTrue();
  }

  @Test
  void areDeletedFromTimeToTime() {
    assertThat(scheduled.getScheduledTasks())
        .anyMatch(task -> task.toString().contains(ExpiredKeys.class.getName()));
  }
}

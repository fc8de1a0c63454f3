package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.AUDIT_LOG;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.server.RunningServer;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import com.dayzero.customers.server.access.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Several administrators change one member at once: the log tells what became of it. */
@RunningServer
class MembersAtOnceTest {
  private static final int TIMES = 4;

  private final MemberRepository members;
  private final DSLContext database;
  private final Tenant owner;
  private final UserName name;

  @Autowired
  MembersAtOnceTest(MemberRepository members, Tenants tenants, DSLContext database) {
    this.members = members;
    this.database = database;
    this.owner = tenants.owner();
    this.name = new UserName.Id(owner.userId());
  }

  @Test
  void isRemovedOnce() throws Exception {
    int removed =
        atOnce(() -> {
          try {
            members.remove("test", owner.businessId(), name);
            return 1;
          } catch (Refused _) {
            return 0;
          }
        });

    assertThat(removed).isOne();
    assertThat(details("member.remove")).hasSize(1);
  }

  @Test
  void isChangedFromWhatTheOneBeforeMadeOfIt() throws Exception {
    atOnce(() -> {
      members.change("test", owner.businessId(), name, Role.VIEWER);
      return 1;
    });

    List<String> expected =
        new ArrayList<>(Collections.nCopies(TIMES - 1, "{\"from\":\"viewer\",\"to\":\"viewer\"}"));
    expected.add("{\"from\":\"owner\",\"to\":\"viewer\"}");
    assertThat(details("member.change")).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Lets them begin while the member is held, and go on when all wait for it. */
  private int atOnce(Callable<Integer> attempt) throws Exception {
    int sum = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(TIMES)) {
      for (Future<Integer> one :
          database.transactionResult(holder -> begun(holder.dsl(), threads, attempt))) {
        sum += one.get();
      }
    }
    return sum;
  }

  private List<Future<Integer>> begun(
      DSLContext holder, ExecutorService threads, Callable<Integer> attempt) {
    holder
        .selectFrom(MEMBERSHIPS)
        .where(MEMBERSHIPS.BUSINESS_ID.eq(owner.businessId()))
        .forUpdate()
        .fetch();
    List<Future<Integer>> begun =
        Collections.nCopies(TIMES, attempt).stream().map(threads::submit).toList();
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() ->
            assertThat(
                    database.fetchValue(
                        """
                        select count(*)::int from pg_stat_activity
                          where wait_event_type = 'Lock' and query like '%memberships%'
                        """))
                .isEqualTo(TIMES));
    return begun;
  }

  private List<String> details(String action) {
    return database
        .select(AUDIT_LOG.DETAILS)
        .from(AUDIT_LOG)
        .where(AUDIT_LOG.BUSINESS_ID.eq(owner.businessId()))
        .and(AUDIT_LOG.ACTION.eq(action))
        .fetch(row -> row.value1().data());
  }
}

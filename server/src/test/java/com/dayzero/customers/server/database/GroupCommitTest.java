package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dayzero.customers.server.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@RunningServer
class GroupCommitTest {
  private static final String LOCK = "select pg_advisory_xact_lock(20)";

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<String>> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch oneMayEnd = new CountDownLatch(1);
  private final CountDownLatch allMayEnd = new CountDownLatch(1);
  private final GroupCommit<String, String> group;
  private final DSLContext database;
  private final TransactionTemplate transaction;
  private final TimeBudget time;

  @Autowired
  GroupCommitTest(
      GroupCommits groups, DSLContext database, TransactionTemplate transaction, TimeBudget time) {
    this.group = groups.of(this::work);
    this.database = database;
    this.transaction = transaction;
    this.time = time;
  }

  @AfterEach
  void endRequests() {
    oneMayEnd.countDown();
    allMayEnd.countDown();
    requests.close();
  }

  @Test
  void aRequestThatComesAloneIsCarriedOutAlone() {
    assertThat(group.carryOut("one")).startsWith("one in ");
    assertThat(group.carryOut("two")).startsWith("two in ");
    assertThat(calls).containsExactly(List.of("one"), List.of("two"));
  }

  @Test
  void thoseThatComeWhileOthersAreCarriedOutShareATransaction() throws Exception {
    List<Future<String>> sent = behindOthers("one", "two", "three");

    String transaction = sent.getFirst().get().replace("one in ", "");
    assertThat(sent.get(1).get()).isEqualTo("two in " + transaction);
    assertThat(sent.get(2).get()).isEqualTo("three in " + transaction);
  }

  @Test
  void oneThatBreaksTheStatementBreaksNoOther() throws Exception {
    List<Future<String>> sent = behindOthers("one", "broken", "three");

    assertThat(sent.get(0).get()).startsWith("one in ");
    assertThat(sent.get(2).get()).startsWith("three in ");
    assertThatThrownBy(() -> sent.get(1).get())
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void aLockThatTheFirstWaitForKeepsNoOtherWaiting() throws Exception {
    List<Future<String>> waiting =
        transaction.execute(_ -> {
          database.fetch(LOCK);
          List<Future<String>> locked =
              List.of(
                  requests.submit(() -> group.carryOut("locked")),
                  requests.submit(() -> group.carryOut("locked")));
          soon().pollInSameThread().until(() -> calls.size() == 2);
          assertThat(group.carryOut("another")).startsWith("another in ");
          return locked;
        });
    for (Future<String> locked : waiting) {
      assertThat(locked.get()).startsWith("locked in ");
    }
  }

  @Test
  void thatTheDatabaseIsAwayIsToldToAllWithoutTryingEach() {
    List<Future<String>> sent = behindOthers("one", "away", "three");

    assertThat(sent)
        .allSatisfy(
            one -> assertThatThrownBy(one::get).hasCauseInstanceOf(QueryTimeoutException.class));
    assertThat(calls).endsWith(List.of("one", "away", "three")).hasSize(3);
  }

  @Test
  void whatMayBeCommittedIsNotTriedAgain() {
    List<Future<String>> sent = behindOthers("one", "lost at its commit");

    assertThat(sent)
        .allSatisfy(
            one -> assertThatThrownBy(one::get).hasCauseInstanceOf(IllegalStateException.class));
    assertThat(calls).endsWith(List.of("one", "lost at its commit")).hasSize(3);
  }

  @Test
  void whoGivesUpWaitingForATurnIsNotCarriedOutLater() throws Exception {
    others();
    Future<String> patient = requests.submit(() -> group.carryOut("patient"));
    soon().until(() -> group.waiting() == 1);
    Future<String> hurried = inARequest("hurried", Duration.ofMillis(1700));

    assertThatThrownBy(hurried::get).hasCauseInstanceOf(TransientDataAccessResourceException.class);
    oneMayEnd.countDown();
    assertThat(patient.get()).startsWith("patient in ");
    assertThat(calls).endsWith(List.of("patient"));
  }

  @Test
  void aGroupHasNoMoreTimeThanTheOneOfItThatHasTheLeast() throws Exception {
    others();
    Future<String> leader = inARequest("takes a second", Duration.ZERO);
    soon().until(() -> group.waiting() == 1);
    Future<String> hurried = inARequest("hurried", Duration.ofMillis(1100));
    soon().until(() -> group.waiting() == 2);
    oneMayEnd.countDown();

    assertThatThrownBy(leader::get).isInstanceOf(ExecutionException.class);
    assertThatThrownBy(hurried::get).isInstanceOf(ExecutionException.class);
    assertThat(inARequest("takes a second", Duration.ZERO).get()).startsWith("takes a second in ");
  }

  @Test
  void whoIsCarriedOutAloneHasAllOfItsOwnTimeAgain() throws Exception {
    others();
    Future<String> leader = inARequest("takes a second where it is alone", Duration.ZERO);
    soon().until(() -> group.waiting() == 1);
    transaction.executeWithoutResult(_ -> {
      database.fetch(LOCK);
      var _ = inARequest("locked", Duration.ofSeconds(1));
      soon().pollInSameThread().until(() -> group.waiting() == 2);
      oneMayEnd.countDown();
      soon().pollInSameThread().until(leader::isDone);
    });

    assertThat(leader.get()).startsWith("takes a second where it is alone in ");
  }

  @Test
  void whoHasLittleTimeTakesNoneFromOthers() throws Exception {
    others();
    Future<String> leader = inARequest("takes a second", Duration.ZERO);
    soon().until(() -> group.waiting() == 1);
    Future<String> hurried = inARequest("hurried", Duration.ofMillis(1400));
    soon().until(() -> group.waiting() == 2);
    oneMayEnd.countDown();

    assertThat(hurried.get()).startsWith("hurried in ");
    assertThat(leader.get()).startsWith("takes a second in ");
  }

  @Test
  void whoHasNoTimeLeftLeavesTheLineToOthers() throws Exception {
    others();
    Future<String> late = inARequest("late", Duration.ofDays(1));

    assertThatThrownBy(late::get).hasCauseInstanceOf(TransientDataAccessResourceException.class);
    assertThat(group.waiting()).isZero();
  }

  private Future<String> inARequest(String wish, Duration alreadyWaited) {
    return requests.submit(() -> {
      time.start();
      time.take(alreadyWaited.toNanos());
      try {
        return group.carryOut(wish);
      } finally {
        time.stop();
      }
    });
  }

  /** Requests that come, in this order, while others are carried out. */
  private List<Future<String>> behindOthers(String... wishes) {
    others();
    List<Future<String>> sent = new CopyOnWriteArrayList<>();
    for (String wish : wishes) {
      sent.add(requests.submit(() -> group.carryOut(wish)));
      soon().until(() -> group.waiting() == sent.size());
    }
    oneMayEnd.countDown();
    return sent;
  }

  /** Two that keep all others waiting, until one of them may end. */
  private void others() {
    var _ = requests.submit(() -> group.carryOut("first"));
    var _ = requests.submit(() -> group.carryOut("first, for longer"));
    soon().until(() -> calls.size() == 2);
  }

  private List<String> work(List<String> wishes, LockPatience patience) {
    calls.add(wishes);
    for (String wish : wishes) {
      switch (wish) {
        case "first" -> waitFor(oneMayEnd);
        case "first, for longer" -> waitFor(allMayEnd);
        case "broken" -> database.fetch("select 1 / 0");
        case "away" -> throw new QueryTimeoutException("The database is silent");
        case "locked" -> {
          database.selectFrom(patience.set()).fetch();
          database.fetch(LOCK);
        }
        case "takes a second" -> database.fetch("select pg_sleep(1)");
        case "takes a second where it is alone" -> {
          if (wishes.size() == 1) {
            database.fetch("select pg_sleep(1)");
          }
        }
        case "lost at its commit" -> loseCommit();
        default -> {}
      }
    }
    Object transaction = database.fetchValue("select pg_current_xact_id()::text");
    return wishes.stream().map(wish -> wish + " in " + transaction).toList();
  }

  /** Looks often: who waits in line has little time. */
  private static ConditionFactory soon() {
    return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void loseCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void beforeCommit(boolean readOnly) {
            throw new IllegalStateException("The connection is gone");
          }
        });
  }
}

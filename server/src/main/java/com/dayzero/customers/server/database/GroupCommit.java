package com.dayzero.customers.server.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what several requests ask for in one transaction, where they would have to wait for
 * each other anyway (group commit). A request that comes alone is carried out at once, alone; those
 * that come while others are being committed share the next transaction. The first of them works
 * for all, in its own thread.
 *
 * <p>Each request of a group has its own result, which is committed when it is told. Where one's
 * wish breaks a statement, each is carried out alone. A group has no more time than the one of it
 * that has the least; who has little is carried out alone. A group waits for a lock for a moment
 * only, for all of it would wait: then each is carried out alone, and waits by itself.
 *
 * @param <I> what a request asks for
 * @param <O> what it is told
 */
public final class GroupCommit<I, O> {
  /**
   * One group works while another waits for the disk. More would be smaller ones: the database's
   * work is mostly for a transaction, little of it for each row.
   */
  private static final int GROUPS_AT_ONCE = 2;

  private static final int MOST = 64;

  private final ConnectionQueue queue;
  private final ConnectionQueue patient;
  private final long timeForAGroup;
  private final TimeBudget time;
  private final TransactionTemplate transaction;
  private final BiFunction<List<I>, LockPatience, List<O>> work;

  private final Queue<Member<I, O>> line = new ArrayDeque<>();
  private int freeLeads = GROUPS_AT_ONCE;

  /** What a request that waited is told. */
  private sealed interface Turn<O> {
    record Lead<O>() implements Turn<O> {}

    record Done<O>(O result) implements Turn<O> {}

    record Failed<O>(RuntimeException failure) implements Turn<O> {}

    record Alone<O>() implements Turn<O> {}
  }

  /** A request that asks for something. */
  private static final class Member<I, O> {
    private final I wish;
    private final CompletableFuture<Turn<O>> turn = new CompletableFuture<>();

    /** When its time is up, by {@link System#nanoTime()}. */
    private final long deadline;

    Member(I wish, long deadline) {
      this.wish = wish;
      this.deadline = deadline;
    }
  }

  /**
   * Who commits together.
   *
   * @param queue for the connections
   * @param patient for those of them on which one waits for locks
   * @param timeForAGroup who has less time left shares it with nobody
   */
  GroupCommit(
      ConnectionQueue queue,
      ConnectionQueue patient,
      Duration timeForAGroup,
      TimeBudget time,
      TransactionTemplate transaction,
      BiFunction<List<I>, LockPatience, List<O>> work) {
    this.queue = queue;
    this.patient = patient;
    this.timeForAGroup = timeForAGroup.toNanos();
    this.time = time;
    this.transaction = transaction;
    this.work = work;
  }

  /**
   * Carries this out, with what others ask for at the same time, and commits it.
   *
   * @throws RuntimeException if it failed, or no turn came in time; nothing of it is stored, unless
   *     nobody knows how the commit ended
   */
  public O carryOut(I wish) {
    Member<I, O> me = new Member<>(wish, time.deadline());
    if (leadsAtOnce(me)) {
      return lead(me);
    }
    return switch (queue.await(me.turn, () -> giveUp(me))) {
      case Turn.Lead<O> _ -> lead(me);
      case Turn.Alone<O> _ -> carryOutAlone(me.wish);
      case Turn.Done<O>(O result) -> result;
      case Turn.Failed<O>(RuntimeException failure) -> throw failure;
    };
  }

  /** Most of those that a lock sent away from their group do not need that lock themselves. */
  private O carryOutAlone(I wish) {
    try {
      return carryOutAlone(wish, LockPatience.A_MOMENT);
    } catch (RuntimeException e) {
      if (!DatabaseOutage.isConflict(e)) {
        throw e;
      }
    }
    patient.await();
    try {
      return carryOutAlone(wish, LockPatience.AS_EVER);
    } finally {
      patient.leave();
    }
  }

  private O carryOutAlone(I wish, LockPatience patience) {
    return Objects.requireNonNull(
        transaction.execute(_ -> work.apply(List.of(wish), patience).getFirst()));
  }

  private boolean hasTimeForAGroup(Member<I, O> member) {
    return member.deadline - System.nanoTime() > timeForAGroup;
  }

  private synchronized boolean leadsAtOnce(Member<I, O> newcomer) {
    if (freeLeads > 0) {
      freeLeads--;
      return true;
    }
    line.add(newcomer);
    return false;
  }

  /** Not once it has a turn: it cannot know any more that nothing is stored. */
  private synchronized void giveUp(Member<I, O> member) {
    if (line.remove(member)) {
      member.turn.cancel(false);
    }
  }

  private synchronized List<Member<I, O>> groupOf(Member<I, O> leader) {
    List<Member<I, O>> group = new ArrayList<>(MOST);
    group.add(leader);
    while (hasTimeForAGroup(leader) && group.size() < MOST && !line.isEmpty()) {
      Member<I, O> next = line.remove();
      if (hasTimeForAGroup(next)) {
        group.add(next);
      } else {
        next.turn.complete(new Turn.Alone<>());
      }
    }
    return group;
  }

  private synchronized void handOn() {
    while (!line.isEmpty()) {
      Member<I, O> next = line.remove();
      if (hasTimeForAGroup(next)) {
        next.turn.complete(new Turn.Lead<>());
        return;
      }
      next.turn.complete(new Turn.Alone<>());
    }
    freeLeads++;
  }

  /** How many wait at the moment for their group. */
  synchronized int waiting() {
    return line.size();
  }

  private O lead(Member<I, O> me) {
    Work group = new Work(me);
    try {
      group.commit();
    } finally {
      handOn();
      group.tellOthers();
    }
    return switch (group.turnOf(0)) {
      case Turn.Done<O>(O result) -> result;
      case Turn.Failed<O>(RuntimeException failure) -> throw failure;
      case Turn.Alone<O> _, Turn.Lead<O> _ -> carryOutAlone(me.wish);
    };
  }

  /** What a leader does for its group, and how it ended. */
  private final class Work {
    private List<Member<I, O>> members;
    private boolean commitBegun;
    private long lessTime;
    private Function<Integer, Turn<O>> turns =
        _ -> new Turn.Failed<>(new IllegalStateException("The thread that led the group ended"));

    Work(Member<I, O> leader) {
      this.members = List.of(leader);
    }

    void commit() {
      try {
        List<O> results = Objects.requireNonNull(transaction.execute(_ -> results()));
        turns = member -> new Turn.Done<>(results.get(member));
      } catch (RuntimeException e) {
        boolean apart = !commitBegun && mayGoWellAlone(e);
        turns = _ -> apart ? new Turn.Alone<>() : new Turn.Failed<>(e);
      } finally {
        time.giveBack(lessTime);
      }
    }

    /** After a conflict one of one, too: who waits for a lock may not keep others from leading. */
    private boolean mayGoWellAlone(RuntimeException failure) {
      return DatabaseOutage.isConflict(failure)
          || (members.size() > 1 && !DatabaseOutage.isBehind(failure));
    }

    /** Those that came while the leader waited for its connection are of the group, too. */
    private List<O> results() {
      members = groupOf(members.getFirst());
      for (Member<I, O> other : members.subList(1, members.size())) {
        lessTime += time.endBy(other.deadline);
      }
      List<O> results =
          work.apply(members.stream().map(member -> member.wish).toList(), LockPatience.A_MOMENT);
      if (results.size() != members.size()) {
        throw new IllegalStateException("Each has to have a result");
      }
      commitBegun = true;
      return results;
    }

    void tellOthers() {
      for (int member = 1; member < members.size(); member++) {
        members.get(member).turn.complete(turns.apply(member));
      }
    }

    Turn<O> turnOf(int member) {
      return turns.apply(member);
    }
  }
}

package com.dayzero.customers.server.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** All group commits of this server, one for each kind of work. */
@Component
public class GroupCommits {
  private final List<GroupCommit<?, ?>> all = new CopyOnWriteArrayList<>();
  private final ConnectionQueue queue;

  /** Those who wait for locks leave half of the connections to the others. */
  private final ConnectionQueue patient;

  private final Duration timeForAGroup;
  private final TimeBudget time;
  private final TransactionTemplate transaction;

  GroupCommits(
      ConnectionQueue queue,
      PoolSettings settings,
      TimeBudget time,
      TransactionTemplate transaction) {
    this.queue = queue;
    this.patient = new ConnectionQueue(settings.size() / 2, settings.maxWait(), time);
    this.timeForAGroup = settings.timeLimit().dividedBy(4);
    this.time = time;
    this.transaction = transaction;
  }

  /**
   * A new one.
   *
   * @param work called with what a group asks for, in the group's transaction, in which it has to
   *     be as patient as it is told; its results are in the same order
   */
  public <I, O> GroupCommit<I, O> of(BiFunction<List<I>, LockPatience, List<O>> work) {
    GroupCommit<I, O> made =
        new GroupCommit<>(queue, patient, timeForAGroup, time, transaction, work);
    all.add(made);
    return made;
  }

  /** How many requests wait at the moment for a connection that they will share, or wait on. */
  int waiting() {
    return patient.waiting() + all.stream().mapToInt(GroupCommit::waiting).sum();
  }
}

package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.AUDIT_LOG;
import static org.jooq.impl.DSL.noCondition;

import com.dayzero.customers.contract.FullUuid;
import com.dayzero.customers.contract.WireJson;
import com.fasterxml.uuid.Generators;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The log of changes. It is only added to: the database refuses anything else. */
@Repository
class AuditRepository {
  private final DSLContext database;

  AuditRepository(DSLContext database) {
    this.database = database;
  }

  /**
   * Tells of a change, in the transaction that makes it.
   *
   * @throws IllegalStateException if there is none
   */
  void add(String actor, Change change) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("A change and what is told of it are committed together");
    }
    database
        .insertInto(AUDIT_LOG)
        .set(AUDIT_LOG.ID, Generators.timeBasedEpochRandomGenerator().generate())
        .set(AUDIT_LOG.ACTOR, actor)
        .set(AUDIT_LOG.ACTION, change.action())
        .set(AUDIT_LOG.BUSINESS_ID, change.businessId())
        .set(AUDIT_LOG.USER_ID, change.userId())
        .set(AUDIT_LOG.SUBJECT_ID, change.subjectId())
        .set(AUDIT_LOG.DETAILS, JSON.json(Answers.json(new TreeMap<>(change.details()))))
        .execute();
  }

  /**
   * The last changes, the last of all first.
   *
   * @param businessId only those of this business, if it is given
   * @param subject only those of what, or of the user who, has this id, if it is given
   */
  List<AuditEntry> list(@Nullable UUID businessId, @Nullable String subject, int limit) {
    return database
        .select(
            AUDIT_LOG.OCCURRED_AT,
            AUDIT_LOG.ACTOR,
            AUDIT_LOG.DATABASE_USER,
            AUDIT_LOG.ACTION,
            AUDIT_LOG.BUSINESS_ID,
            AUDIT_LOG.USER_ID,
            AUDIT_LOG.SUBJECT_ID,
            AUDIT_LOG.DETAILS.convertFrom(json -> WireJson.mapper().readTree(json.data())))
        .from(AUDIT_LOG)
        .where(businessId == null ? noCondition() : AUDIT_LOG.BUSINESS_ID.eq(businessId))
        .and(subject == null ? noCondition() : isAbout(subject))
        .orderBy(AUDIT_LOG.OCCURRED_AT.desc(), AUDIT_LOG.ID.desc())
        .limit(limit)
        .fetch(Records.mapping(AuditEntry::new));
  }

  /** That it was about what, or about the user who, has this id. */
  static Condition isAbout(String subject) {
    Condition isIt = AUDIT_LOG.SUBJECT_ID.eq(subject);
    // Each half has an index. Users' ids are UUIDs; not every subject's id is.
    return FullUuid.parse(subject).map(id -> isIt.or(AUDIT_LOG.USER_ID.eq(id))).orElse(isIt);
  }
}

package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Records;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Repository;

/** Keys and the first answers to them. All but the deletion works in the caller's transaction. */
@Repository
class IdempotencyRepository {
  private final DSLContext database;
  private final Duration keep;

  IdempotencyRepository(DSLContext database, IdempotencySettings settings) {
    this.database = database;
    this.keep = settings.keep();
  }

  /**
   * Takes a key that is new or expired. Waits for a transaction that took it and is not ended yet.
   *
   * @return whether it is taken; if not, it is locked until the transaction ends, and has an answer
   */
  boolean take(UUID businessId, KeyedRequest request) {
    return database
            .insertInto(IDEMPOTENCY_KEYS)
            .set(IDEMPOTENCY_KEYS.BUSINESS_ID, businessId)
            .set(IDEMPOTENCY_KEYS.OPERATION_ID, request.operationId())
            .set(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY, request.key())
            .set(IDEMPOTENCY_KEYS.BODY_SHA256, request.fingerprint())
            .onConflict(IDEMPOTENCY_KEYS.getPrimaryKey().getFields())
            .doUpdate()
            .set(IDEMPOTENCY_KEYS.BODY_SHA256, excluded(IDEMPOTENCY_KEYS.BODY_SHA256))
            .set(IDEMPOTENCY_KEYS.CREATED_AT, excluded(IDEMPOTENCY_KEYS.CREATED_AT))
            .where(isOlderThan(keep))
            .execute()
        == 1;
  }

  /** The answer to a key that could not be taken. */
  StoredAnswer find(UUID businessId, KeyedRequest request) {
    return database
        .select(
            field(IDEMPOTENCY_KEYS.BODY_SHA256.eq(request.fingerprint())),
            IDEMPOTENCY_KEYS.ANSWER_LOCATION,
            IDEMPOTENCY_KEYS.ANSWER_BODY)
        .from(IDEMPOTENCY_KEYS)
        .where(isOf(businessId, request))
        .fetchSingle(Records.mapping(StoredAnswer::new));
  }

  /** Keeps the answer to a key that was taken. */
  void remember(UUID businessId, KeyedRequest request, String location, String body) {
    database
        .update(IDEMPOTENCY_KEYS)
        .set(IDEMPOTENCY_KEYS.ANSWER_LOCATION, location)
        .set(IDEMPOTENCY_KEYS.ANSWER_BODY, body)
        .where(isOf(businessId, request))
        .execute();
  }

  /** Deletes keys that are expired, at most so many; see {@link #deleteOlderThan}. */
  int deleteExpired(int limit) {
    return deleteOlderThan(keep, limit);
  }

  /**
   * Deletes the oldest keys, in one statement. Leaves out those that a request is working on, so
   * that neither waits for the other, nor several servers for each other.
   *
   * @return how many there were, at most the limit
   */
  int deleteOlderThan(Duration age, int limit) {
    // Materialised, for a subquery with a limit may be run more than once.
    CommonTableExpression<Record3<UUID, String, String>> old =
        name("old")
            .asMaterialized(
                select(
                        IDEMPOTENCY_KEYS.BUSINESS_ID,
                        IDEMPOTENCY_KEYS.OPERATION_ID,
                        IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY)
                    .from(IDEMPOTENCY_KEYS)
                    .where(isOlderThan(age))
                    .orderBy(IDEMPOTENCY_KEYS.CREATED_AT)
                    .limit(limit)
                    .forUpdate()
                    .skipLocked());
    return database
        .with(old)
        .delete(IDEMPOTENCY_KEYS)
        .using(old)
        .where(
            IDEMPOTENCY_KEYS.BUSINESS_ID.eq(old.field(IDEMPOTENCY_KEYS.BUSINESS_ID)),
            IDEMPOTENCY_KEYS.OPERATION_ID.eq(old.field(IDEMPOTENCY_KEYS.OPERATION_ID)),
            IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(old.field(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY)))
        .execute();
  }

  private static Condition isOlderThan(Duration age) {
    Field<OffsetDateTime> limit = currentOffsetDateTime().minus(val(DayToSecond.valueOf(age)));
    return IDEMPOTENCY_KEYS.CREATED_AT.le(limit);
  }

  private static Condition isOf(UUID businessId, KeyedRequest request) {
    return IDEMPOTENCY_KEYS
        .BUSINESS_ID
        .eq(businessId)
        .and(IDEMPOTENCY_KEYS.OPERATION_ID.eq(request.operationId()))
        .and(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(request.key()));
  }
}

package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import com.dayzero.customers.server.database.LockPatience;
import com.dayzero.customers.server.database.SentRows;
import com.dayzero.customers.server.database.generated.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
  private static final List<Field<?>> KEY =
      List.of(
          IDEMPOTENCY_KEYS.BUSINESS_ID,
          IDEMPOTENCY_KEYS.OPERATION_ID,
          IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY);

  private static final SentRows ROWS =
      new SentRows(
          Stream.concat(
                  KEY.stream(),
                  Stream.of(
                      IDEMPOTENCY_KEYS.BODY_SHA256,
                      IDEMPOTENCY_KEYS.ANSWER_LOCATION,
                      IDEMPOTENCY_KEYS.ANSWER_BODY))
              .toList());

  private final DSLContext database;
  private final Duration keep;

  IdempotencyRepository(DSLContext database, IdempotencySettings settings) {
    this.database = database;
    this.keep = settings.keep();
  }

  /**
   * Takes keys that are new or expired, each with its answer. Waits for a transaction that took one
   * and is not ended yet.
   *
   * @return those that are taken; the others are locked until the transaction ends, and have
   *     another answer
   */
  Set<ScopedKey> take(Map<KeyedRequest, Answer> answers, LockPatience patience) {
    if (answers.isEmpty()) {
      return Set.of();
    }
    List<IdempotencyKeysRecord> rows = new ArrayList<>(answers.size());
    answers.forEach((request, answer) -> rows.add(row(request, answer)));
    return database
        .insertInto(IDEMPOTENCY_KEYS, ROWS.columns())
        .select(database.select(ROWS.fields()).from(ROWS.of(rows), patience.set()))
        .onConflict(KEY)
        .doUpdate()
        .set(IDEMPOTENCY_KEYS.BODY_SHA256, excluded(IDEMPOTENCY_KEYS.BODY_SHA256))
        .set(IDEMPOTENCY_KEYS.ANSWER_LOCATION, excluded(IDEMPOTENCY_KEYS.ANSWER_LOCATION))
        .set(IDEMPOTENCY_KEYS.ANSWER_BODY, excluded(IDEMPOTENCY_KEYS.ANSWER_BODY))
        .set(IDEMPOTENCY_KEYS.CREATED_AT, excluded(IDEMPOTENCY_KEYS.CREATED_AT))
        .where(isOlderThan(keep))
        .returning(KEY)
        .fetchSet(taken ->
            new ScopedKey(
                taken.getBusinessId(), taken.getOperationId(), taken.getIdempotencyKey()));
  }

  /** The answer to a key that could not be taken. */
  StoredAnswer find(KeyedRequest request) {
    return database
        .select(
            field(IDEMPOTENCY_KEYS.BODY_SHA256.eq(request.fingerprint())),
            IDEMPOTENCY_KEYS.ANSWER_LOCATION,
            IDEMPOTENCY_KEYS.ANSWER_BODY)
        .from(IDEMPOTENCY_KEYS)
        .where(is(request.key()))
        .fetchSingle(
            Records.mapping((sameBody, location, body) ->
                new StoredAnswer(sameBody, new Answer(location, body))));
  }

  /** Gives back a key that was taken. */
  void forget(ScopedKey key) {
    database.delete(IDEMPOTENCY_KEYS).where(is(key)).execute();
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

  private static Condition is(ScopedKey key) {
    return IDEMPOTENCY_KEYS
        .BUSINESS_ID
        .eq(key.businessId())
        .and(IDEMPOTENCY_KEYS.OPERATION_ID.eq(key.operationId()))
        .and(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(key.key()));
  }

  private IdempotencyKeysRecord row(KeyedRequest request, Answer answer) {
    return database
        .newRecord(IDEMPOTENCY_KEYS)
        .setBusinessId(request.key().businessId())
        .setOperationId(request.key().operationId())
        .setIdempotencyKey(request.key().key())
        .setBodySha256(request.fingerprint())
        .setAnswerLocation(answer.location())
        .setAnswerBody(answer.body());
  }
}

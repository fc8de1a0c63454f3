package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.SentRows.sent;
import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import com.dayzero.customers.server.database.LockPatience;
import com.dayzero.customers.server.database.SentInsert;
import com.dayzero.customers.server.database.SentRows;
import com.dayzero.customers.server.database.generated.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
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
import org.jooq.Table;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Repository;

/**
 * Keys and the first answers to them. All but {@link #deleteExpired} works in the caller's
 * transaction.
 */
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

  private static final Field<Boolean> HAS_SENT_BODY =
      field(IDEMPOTENCY_KEYS.BODY_SHA256.eq(sent(IDEMPOTENCY_KEYS.BODY_SHA256))).as("same_body");

  /** A limit keeps each from being looked for in any other way than by its key. */
  private static final Table<?> FOUND =
      lateral(
              select(KEY)
                  .select(
                      HAS_SENT_BODY, IDEMPOTENCY_KEYS.ANSWER_LOCATION, IDEMPOTENCY_KEYS.ANSWER_BODY)
                  .from(IDEMPOTENCY_KEYS)
                  .where(
                      IDEMPOTENCY_KEYS.BUSINESS_ID.eq(sent(IDEMPOTENCY_KEYS.BUSINESS_ID)),
                      IDEMPOTENCY_KEYS.OPERATION_ID.eq(sent(IDEMPOTENCY_KEYS.OPERATION_ID)),
                      IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(sent(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY)))
                  .limit(1))
          .as("found");

  private final DSLContext database;
  private final Duration keep;
  private final SentInsert insert;

  IdempotencyRepository(DSLContext database, IdempotencySettings settings) {
    this.database = database;
    this.keep = settings.keep();
    this.insert =
        new SentInsert(
            database,
            ROWS,
            sent ->
                database
                    .insertInto(IDEMPOTENCY_KEYS, ROWS.columns())
                    .select(sent)
                    .onConflict(KEY)
                    .doUpdate()
                    .set(IDEMPOTENCY_KEYS.BODY_SHA256, excluded(IDEMPOTENCY_KEYS.BODY_SHA256))
                    .set(
                        IDEMPOTENCY_KEYS.ANSWER_LOCATION,
                        excluded(IDEMPOTENCY_KEYS.ANSWER_LOCATION))
                    .set(IDEMPOTENCY_KEYS.ANSWER_BODY, excluded(IDEMPOTENCY_KEYS.ANSWER_BODY))
                    .set(IDEMPOTENCY_KEYS.CREATED_AT, excluded(IDEMPOTENCY_KEYS.CREATED_AT))
                    .where(isOlderThan(keep))
                    .returning(KEY));
  }

  /**
   * Takes keys that are new or expired, each with its answer. Waits for a transaction that took one
   * and is not ended yet.
   *
   * @param requests each with another key
   * @return those keys that are taken; the others are locked until the transaction ends, and have
   *     another answer
   */
  Set<ScopedKey> take(List<AnsweredRequest> requests, LockPatience patience) {
    if (requests.isEmpty()) {
      return Set.of();
    }
    return insert
        .of(rows(requests), patience)
        .coerce(KEY)
        .fetchSet(taken -> key(taken.into(IDEMPOTENCY_KEYS)));
  }

  /** The answers to keys that could not be taken. */
  Map<ScopedKey, StoredAnswer> find(List<AnsweredRequest> requests) {
    if (requests.isEmpty()) {
      return Map.of();
    }
    return database
        .select(FOUND.fields())
        .from(ROWS.of(rows(requests)), FOUND)
        .fetchMap(
            found -> key(found.into(IDEMPOTENCY_KEYS)),
            found ->
                new StoredAnswer(
                    found.get(HAS_SENT_BODY),
                    new Answer(
                        found.get(IDEMPOTENCY_KEYS.ANSWER_LOCATION),
                        found.get(IDEMPOTENCY_KEYS.ANSWER_BODY))));
  }

  /** Gives back keys that were taken. */
  void forget(List<ScopedKey> keys) {
    if (!keys.isEmpty()) {
      database
          .batch(
              keys.stream()
                  .map(key -> database.delete(IDEMPOTENCY_KEYS).where(hasKey(key)))
                  .toList())
          .execute();
    }
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
    Field<OffsetDateTime> limit = currentOffsetDateTime().minus(inline(DayToSecond.valueOf(age)));
    return IDEMPOTENCY_KEYS.CREATED_AT.le(limit);
  }

  /** All servers in the same order, so that none waits for another that waits for it. */
  private List<IdempotencyKeysRecord> rows(List<AnsweredRequest> requests) {
    return requests.stream()
        .map(this::row)
        .sorted(
            Comparator.comparing(IdempotencyKeysRecord::getBusinessId)
                .thenComparing(IdempotencyKeysRecord::getOperationId)
                .thenComparing(IdempotencyKeysRecord::getIdempotencyKey))
        .toList();
  }

  private IdempotencyKeysRecord row(AnsweredRequest answered) {
    ScopedKey key = answered.request().key();
    return database
        .newRecord(IDEMPOTENCY_KEYS)
        .setBusinessId(key.businessId())
        .setOperationId(key.operationId())
        .setIdempotencyKey(key.key())
        .setBodySha256(answered.request().fingerprint())
        .setAnswerLocation(answered.answer().location())
        .setAnswerBody(answered.answer().body());
  }

  private static ScopedKey key(IdempotencyKeysRecord row) {
    return new ScopedKey(row.getBusinessId(), row.getOperationId(), row.getIdempotencyKey());
  }

  private static Condition hasKey(ScopedKey key) {
    return IDEMPOTENCY_KEYS
        .BUSINESS_ID
        .eq(key.businessId())
        .and(IDEMPOTENCY_KEYS.OPERATION_ID.eq(key.operationId()))
        .and(IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(key.key()));
  }
}

package com.dayzero.customers.server.access;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import com.dayzero.customers.server.caller.Caller;
import com.dayzero.customers.server.database.DatabaseOutage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Repository;

/** Tokens and memberships. */
@Repository
class AccessRepository {
  /** How exact a token's last use is known: it is written at most once in this time. */
  private static final DayToSecond LAST_USE_PRECISION = DayToSecond.valueOf(Duration.ofMinutes(1));

  private static final Condition LAST_USE_IS_OLD =
      API_TOKENS
          .LAST_USED_AT
          .isNull()
          .or(API_TOKENS.LAST_USED_AT.lt(currentOffsetDateTime().minus(val(LAST_USE_PRECISION))));

  private static final Logger LOG = LoggerFactory.getLogger(AccessRepository.class);

  private final DSLContext database;

  AccessRepository(DSLContext database) {
    this.database = database;
  }

  /**
   * What the caller with this token may do, unless it is unknown, expired or revoked.
   *
   * @param sha256 the SHA-256 of the token
   * @param businessId the business asked for, null where none is known
   */
  Optional<Authorities> find(byte[] sha256, @Nullable UUID businessId) {
    return database
        .select(
            API_TOKENS.ID,
            API_TOKENS.USER_ID,
            API_TOKENS.SCOPES,
            MEMBERSHIPS.ROLE,
            field(LAST_USE_IS_OLD))
        .from(API_TOKENS)
        .leftJoin(MEMBERSHIPS)
        .on(MEMBERSHIPS.USER_ID.eq(API_TOKENS.USER_ID).and(MEMBERSHIPS.BUSINESS_ID.eq(businessId)))
        .where(API_TOKENS.SHA256.eq(sha256))
        .and(API_TOKENS.REVOKED_AT.isNull())
        .and(API_TOKENS.EXPIRES_AT.gt(currentOffsetDateTime()))
        .fetchOptional(token -> {
          if (token.value5()) {
            tryToNoteUse(token.value1());
          }
          Caller caller = new Caller(token.value2(), token.value1(), businessId);
          @Nullable String role = token.value4();
          return new Authorities(
              caller, Set.of(token.value3()), role == null ? null : Role.of(role));
        });
  }

  /** For information only: where nothing can be written now, the request goes on without. */
  private void tryToNoteUse(UUID tokenId) {
    try {
      noteUse(tokenId);
    } catch (RuntimeException e) {
      if (!DatabaseOutage.isBehind(e)) {
        throw e;
      }
      LOG.debug("The last use of token {} is not noted", tokenId, e);
    }
  }

  /** Unless somebody else changes the token: its use is noted by another, or it is revoked. */
  private void noteUse(UUID tokenId) {
    database
        .update(API_TOKENS)
        .set(API_TOKENS.LAST_USED_AT, currentOffsetDateTime())
        .where(
            API_TOKENS.ID.eq(
                select(API_TOKENS.ID)
                    .from(API_TOKENS)
                    .where(API_TOKENS.ID.eq(tokenId))
                    .and(LAST_USE_IS_OLD)
                    .forNoKeyUpdate()
                    .skipLocked()))
        .execute();
  }
}

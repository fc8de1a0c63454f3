package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.USERS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.when;

import com.fasterxml.uuid.Generators;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Tokens. Their hashes are written here, and never read. */
@Repository
class TokenRepository {
  private static final Condition ACTIVE =
      API_TOKENS.REVOKED_AT.isNull().and(API_TOKENS.EXPIRES_AT.gt(currentOffsetDateTime()));

  private static final Field<String> STATE =
      when(API_TOKENS.REVOKED_AT.isNotNull(), "revoked")
          .when(ACTIVE, "active")
          .otherwise("expired");

  private final DSLContext database;

  TokenRepository(DSLContext database) {
    this.database = database;
  }

  /** Stores a token, good for so many days from now. */
  IssuedToken insert(
      String token, byte[] sha256, UUID userId, Name name, List<String> scopes, int days) {
    UUID id = Generators.timeBasedEpochRandomGenerator().generate();
    OffsetDateTime expiresAt =
        database
            .insertInto(API_TOKENS)
            .set(API_TOKENS.ID, id)
            .set(API_TOKENS.USER_ID, userId)
            .set(API_TOKENS.NAME, name.text())
            .set(API_TOKENS.SHA256, sha256)
            .set(API_TOKENS.SCOPES, scopes.toArray(String[]::new))
            .set(API_TOKENS.EXPIRES_AT, currentOffsetDateTime().plus(days))
            .returningResult(API_TOKENS.EXPIRES_AT)
            .fetchSingle()
            .value1();
    return new IssuedToken(token, id, name.text(), userId, List.copyOf(scopes), expiresAt);
  }

  /** How many tokens of this user are neither expired nor revoked. */
  int countActive(UUID userId) {
    return database.fetchCount(API_TOKENS, API_TOKENS.USER_ID.eq(userId), ACTIVE);
  }

  /** Those of a user, or all if none is given; the oldest first. */
  List<Token> list(@Nullable UUID userId) {
    return select(userId == null ? noCondition() : API_TOKENS.USER_ID.eq(userId));
  }

  /** Those of a user, of this name, that are neither expired nor revoked. */
  List<Token> listActive(UUID userId, String name) {
    return select(API_TOKENS.USER_ID.eq(userId).and(API_TOKENS.NAME.eq(name)).and(ACTIVE));
  }

  /** The token with this id. */
  Optional<Token> find(UUID id) {
    return select(API_TOKENS.ID.eq(id)).stream().findFirst();
  }

  /** Revokes a token; whether it was not revoked before. */
  boolean revoke(UUID id) {
    return database
            .update(API_TOKENS)
            .set(API_TOKENS.REVOKED_AT, currentOffsetDateTime())
            .where(API_TOKENS.ID.eq(id))
            .and(API_TOKENS.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  private List<Token> select(Condition condition) {
    return database
        .select(
            API_TOKENS.ID,
            API_TOKENS.NAME,
            API_TOKENS.USER_ID,
            USERS.EMAIL,
            API_TOKENS.SCOPES.convertFrom(List::of),
            API_TOKENS.CREATED_AT,
            API_TOKENS.EXPIRES_AT,
            API_TOKENS.LAST_USED_AT,
            STATE)
        .from(API_TOKENS)
        .join(USERS)
        .on(USERS.ID.eq(API_TOKENS.USER_ID))
        .where(condition)
        .orderBy(API_TOKENS.CREATED_AT, API_TOKENS.ID)
        .fetch(Records.mapping(Token::new));
  }
}

package com.dayzero.customers.server.demo;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;
import static com.dayzero.customers.server.database.generated.Tables.USERS;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import com.fasterxml.uuid.Generators;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The demo business and what belongs to it. */
@Repository
class DemoRepository {
  private static final UUID USER_ID = UUID.fromString("01940000-0000-7000-8000-000000000020");

  private final DSLContext database;

  DemoRepository(DSLContext database) {
    this.database = database;
  }

  /** Makes the business, its owner and its payment term, where they are not there yet. */
  @Transactional
  void createBusiness(UUID businessId, String paymentTermId) {
    database
        .insertInto(BUSINESSES, BUSINESSES.ID, BUSINESSES.NAME)
        .values(businessId, "Demo business")
        .onConflictDoNothing()
        .execute();
    database
        .insertInto(USERS, USERS.ID, USERS.EMAIL)
        .values(USER_ID, "owner@demo.example")
        .onConflictDoNothing()
        .execute();
    database
        .insertInto(MEMBERSHIPS, MEMBERSHIPS.BUSINESS_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.ROLE)
        .values(businessId, USER_ID, "owner")
        .onConflictDoNothing()
        .execute();
    database
        .insertInto(
            PAYMENT_TERMS,
            PAYMENT_TERMS.BUSINESS_ID,
            PAYMENT_TERMS.ID,
            PAYMENT_TERMS.NAME,
            PAYMENT_TERMS.DUE_DAYS)
        .values(businessId, paymentTermId, "Net 30", 30)
        .onConflictDoNothing()
        .execute();
  }

  /** Whether the token with this hash is good for another day at least. */
  boolean isActive(byte[] sha256) {
    return database.fetchExists(
        API_TOKENS,
        API_TOKENS.SHA256.eq(sha256),
        API_TOKENS.REVOKED_AT.isNull(),
        API_TOKENS.EXPIRES_AT.gt(currentOffsetDateTime().plus(1)));
  }

  /** Stores a token of the demo business's owner, good for so many days. */
  void createToken(byte[] sha256, String scope, int days) {
    database
        .insertInto(API_TOKENS)
        .set(API_TOKENS.ID, Generators.timeBasedEpochRandomGenerator().generate())
        .set(API_TOKENS.USER_ID, USER_ID)
        .set(API_TOKENS.NAME, "demo")
        .set(API_TOKENS.SHA256, sha256)
        .set(API_TOKENS.SCOPES, new String[] {scope})
        .set(API_TOKENS.EXPIRES_AT, currentOffsetDateTime().plus(days))
        .execute();
  }
}

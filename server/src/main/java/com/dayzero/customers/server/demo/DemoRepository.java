package com.dayzero.customers.server.demo;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;
import static com.dayzero.customers.server.database.generated.Tables.USERS;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The demo business and what belongs to it. */
@Repository
class DemoRepository {
  /** The owner of the demo business. */
  static final UUID USER_ID = UUID.fromString("01940000-0000-7000-8000-000000000020");

  private final DSLContext database;

  DemoRepository(DSLContext database) {
    this.database = database;
  }

  /** Makes the business, its owner and its payment term, where they are not there yet. */
  void createBusiness(UUID businessId, String paymentTermId) {
    database.transaction(_ -> {
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
    });
  }

  /** Whether the token with this hash is good for another day at least. */
  boolean isActive(byte[] sha256) {
    return database.fetchExists(
        API_TOKENS,
        API_TOKENS.SHA256.eq(sha256),
        API_TOKENS.REVOKED_AT.isNull(),
        API_TOKENS.EXPIRES_AT.gt(currentOffsetDateTime().plus(1)));
  }
}

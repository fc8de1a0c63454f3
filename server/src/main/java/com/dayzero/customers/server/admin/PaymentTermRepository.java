package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;

import com.fasterxml.uuid.Generators;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.springframework.stereotype.Repository;

/** Payment terms of businesses. */
@Repository
class PaymentTermRepository {
  private final DSLContext database;
  private final BusinessRepository businesses;
  private final AuditRepository audit;

  PaymentTermRepository(DSLContext database, BusinessRepository businesses, AuditRepository audit) {
    this.database = database;
    this.businesses = businesses;
    this.audit = audit;
  }

  /**
   * Makes a payment term.
   *
   * @throws Refused if there is no such business
   */
  PaymentTerm create(String actor, UUID businessId, Name name, int dueDays) {
    return database.transactionResult(_ -> {
      businesses.check(businessId);
      PaymentTerm created =
          database
              .insertInto(PAYMENT_TERMS)
              .set(PAYMENT_TERMS.BUSINESS_ID, businessId)
              .set(
                  PAYMENT_TERMS.ID,
                  Generators.timeBasedEpochRandomGenerator().generate().toString())
              .set(PAYMENT_TERMS.NAME, name.text())
              .set(PAYMENT_TERMS.DUE_DAYS, dueDays)
              .returningResult(
                  PAYMENT_TERMS.BUSINESS_ID,
                  PAYMENT_TERMS.ID,
                  PAYMENT_TERMS.NAME,
                  PAYMENT_TERMS.DUE_DAYS,
                  PAYMENT_TERMS.CREATED_AT)
              .fetchSingle(Records.mapping(PaymentTerm::new));
      audit.add(
          actor,
          new Change(
              "payment_term.create",
              businessId,
              null,
              created.id(),
              Map.of("name", name.text(), "due_days", dueDays)));
      return created;
    });
  }

  /**
   * Those of a business, the oldest first.
   *
   * @throws Refused if there is no such business
   */
  List<PaymentTerm> list(UUID businessId) {
    businesses.check(businessId);
    return database
        .select(
            PAYMENT_TERMS.BUSINESS_ID,
            PAYMENT_TERMS.ID,
            PAYMENT_TERMS.NAME,
            PAYMENT_TERMS.DUE_DAYS,
            PAYMENT_TERMS.CREATED_AT)
        .from(PAYMENT_TERMS)
        .where(PAYMENT_TERMS.BUSINESS_ID.eq(businessId))
        .orderBy(PAYMENT_TERMS.CREATED_AT, PAYMENT_TERMS.ID)
        .fetch(Records.mapping(PaymentTerm::new));
  }
}

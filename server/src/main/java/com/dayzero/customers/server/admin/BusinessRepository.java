package com.dayzero.customers.server.admin;

import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;

import com.fasterxml.uuid.Generators;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.springframework.stereotype.Repository;

/** Businesses. */
@Repository
class BusinessRepository {
  private final DSLContext database;
  private final AuditRepository audit;

  BusinessRepository(DSLContext database, AuditRepository audit) {
    this.database = database;
    this.audit = audit;
  }

  /** Makes a business. */
  Business create(String actor, Name name) {
    return database.transactionResult(_ -> {
      Business created =
          database
              .insertInto(BUSINESSES, BUSINESSES.ID, BUSINESSES.NAME)
              .values(Generators.timeBasedEpochRandomGenerator().generate(), name.text())
              .returningResult(BUSINESSES.ID, BUSINESSES.NAME, BUSINESSES.CREATED_AT)
              .fetchSingle(Records.mapping(Business::new));
      audit.add(
          actor,
          new Change(
              "business.create",
              created.id(),
              null,
              created.id().toString(),
              Map.of("name", name.text())));
      return created;
    });
  }

  /** All, the oldest first. */
  List<Business> list() {
    return database
        .select(BUSINESSES.ID, BUSINESSES.NAME, BUSINESSES.CREATED_AT)
        .from(BUSINESSES)
        .orderBy(BUSINESSES.CREATED_AT, BUSINESSES.ID)
        .fetch(Records.mapping(Business::new));
  }

  /**
   * Lets pass what exists.
   *
   * @throws Refused if there is no such business
   */
  void check(UUID businessId) {
    if (!database.fetchExists(BUSINESSES, BUSINESSES.ID.eq(businessId))) {
      throw new Refused(
          "There is no business %s: \"admin business list\" shows all".formatted(businessId));
    }
  }
}

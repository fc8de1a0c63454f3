package com.dayzero.customers.server.customer;

import static com.dayzero.customers.server.database.SentRows.sent;
import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;
import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.MICROS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.database.LockPatience;
import com.dayzero.customers.server.database.SentInsert;
import com.dayzero.customers.server.database.SentRows;
import com.dayzero.customers.server.database.generated.tables.records.CustomersRecord;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import org.springframework.stereotype.Repository;

/** Customers of a business. */
@Repository
class CustomerRepository {
  private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

  private static final SentRows ROWS = new SentRows(List.of(CUSTOMERS.fields()));

  private static final Condition HAS_NO_FOREIGN_TERM =
      sent(CUSTOMERS.DEFAULT_PAYMENT_TERM_ID)
          .isNull()
          .or(
              exists(
                  selectOne()
                      .from(PAYMENT_TERMS)
                      .where(
                          PAYMENT_TERMS.BUSINESS_ID.eq(sent(CUSTOMERS.BUSINESS_ID)),
                          PAYMENT_TERMS.ID.eq(sent(CUSTOMERS.DEFAULT_PAYMENT_TERM_ID)))));

  private final DSLContext database;

  private final SentInsert insert;

  CustomerRepository(DSLContext database) {
    this.database = database;
    this.insert =
        new SentInsert(
            database,
            ROWS,
            sent ->
                database
                    .insertInto(CUSTOMERS, ROWS.columns())
                    .select(sent.where(HAS_NO_FOREIGN_TERM))
                    .returning(CUSTOMERS.ID));
  }

  /** A customer that is stored when it is inserted. */
  record NewCustomer(CustomersRecord row) {
    /** The customer as it will be stored. Every field is set, an absent value as null. */
    CustomerResponse response() {
      return new CustomerResponse()
          .id(row.getId().toString())
          .businessId(row.getBusinessId().toString())
          .createdAt(row.getCreatedAt())
          .updatedAt(row.getUpdatedAt())
          .name(row.getName())
          .email(row.getEmail())
          .address(row.getAddress())
          .phone(row.getPhone())
          .taxId(row.getTaxId())
          .website(row.getWebsite())
          .notes(row.getNotes())
          .creditLimitCents(row.getCreditLimitCents())
          .defaultPaymentTermId(row.getDefaultPaymentTermId())
          .status(row.getStatus())
          .category(row.getCategory())
          .isDeleted(row.getIsDeleted())
          .deletedAt(row.getDeletedAt())
          .stripeCustomerId(row.getStripeCustomerId())
          .invoiceFooter(row.getInvoiceFooter())
          .contacts(List.of());
    }
  }

  /**
   * A new customer. Its times are this server's, as is the one in its id.
   *
   * @param request what the contract accepts
   * @param origin stored with it for the audit trail, and told to nobody
   */
  NewCustomer prepare(UUID businessId, CustomerCreateRequest request, Origin origin) {
    OffsetDateTime now = OffsetDateTime.now(UTC).truncatedTo(MICROS);
    return new NewCustomer(
        database
            .newRecord(CUSTOMERS)
            .setBusinessId(businessId)
            .setId(IDS.generate())
            .setCreatedAt(now)
            .setUpdatedAt(now)
            .setName(request.getName())
            .setEmail(request.getEmail())
            .setAddress(orNull(request.getAddress()))
            .setPhone(orNull(request.getPhone()))
            .setTaxId(orNull(request.getTaxId()))
            .setWebsite(orNull(request.getWebsite()))
            .setNotes(orNull(request.getNotes()))
            .setCreditLimitCents(orNull(request.getCreditLimitCents()))
            .setDefaultPaymentTermId(orNull(request.getDefaultPaymentTermId()))
            .setStatus(Objects.requireNonNull(request.getStatus()).getValue())
            .setCategory(orNull(request.getCategory()))
            .setIsDeleted(false)
            .setInvoiceFooter(orNull(request.getInvoiceFooter()))
            .setCreatedByUserId(origin.caller().userId())
            .setCreatedByTokenId(origin.caller().tokenId())
            .setCreatedByRequestId(origin.requestId())
            .setCreatedForEmail(origin.userEmail()));
  }

  /**
   * Stores new customers, in the transaction of the caller.
   *
   * @return for each, in the same order, whether it is stored: not if its payment term is not one
   *     of its business
   */
  List<Boolean> insert(List<NewCustomer> customers, LockPatience patience) {
    Set<UUID> stored =
        insert
            .of(customers.stream().map(NewCustomer::row).toList(), patience)
            .coerce(CUSTOMERS.ID)
            .fetchSet(CUSTOMERS.ID);
    return customers.stream().map(customer -> stored.contains(customer.row().getId())).toList();
  }

  private static <T> @Nullable T orNull(JsonNullable<T> value) {
    return value.orElse(null);
  }
}

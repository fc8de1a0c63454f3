package com.dayzero.customers.server.customer;

import static com.dayzero.customers.server.database.SentRows.sent;
import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import com.dayzero.customers.api.model.CustomerCreateRequest;
import com.dayzero.customers.api.model.CustomerResponse;
import com.dayzero.customers.server.caller.Origin;
import com.dayzero.customers.server.database.GroupCommit;
import com.dayzero.customers.server.database.GroupCommits;
import com.dayzero.customers.server.database.SentRows;
import com.dayzero.customers.server.database.generated.tables.records.CustomersRecord;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Customers of a business. */
@Repository
class CustomerRepository {
  private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

  private static final List<Field<?>> GIVEN_BY_DATABASE =
      List.of(
          CUSTOMERS.CREATED_AT,
          CUSTOMERS.UPDATED_AT,
          CUSTOMERS.IS_DELETED,
          CUSTOMERS.DELETED_AT,
          CUSTOMERS.STRIPE_CUSTOMER_ID);

  private static final List<Field<?>> RETURNED =
      Stream.concat(Stream.of(CUSTOMERS.ID), GIVEN_BY_DATABASE.stream()).toList();

  private static final List<Field<?>> GIVEN =
      Arrays.stream(CUSTOMERS.fields())
          .filter(field -> !GIVEN_BY_DATABASE.contains(field))
          .toList();

  private static final SentRows ROWS = new SentRows(GIVEN);

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
  private final GroupCommit<CustomersRecord, Optional<CustomerResponse>> group;

  CustomerRepository(DSLContext database, GroupCommits groups) {
    this.database = database;
    this.group = groups.of(this::insert);
  }

  /**
   * Stores a new customer: in the transaction of the caller, or, where there is none, in its own or
   * in one that it shares with others.
   *
   * @param request what the contract accepts
   * @param origin stored with it for the audit trail, and told to nobody
   * @return the customer as it is stored; empty, and nothing stored, if its payment term is not one
   *     of the business
   */
  Optional<CustomerResponse> insert(UUID businessId, CustomerCreateRequest request, Origin origin) {
    CustomersRecord customer = row(businessId, request, origin);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return insert(List.of(customer)).getFirst();
    }
    // Its foreign key waits for whoever has locked the payment term.
    return customer.getDefaultPaymentTermId() == null
        ? group.carryOut(customer)
        : group.carryOutAlone(customer);
  }

  private List<Optional<CustomerResponse>> insert(List<CustomersRecord> customers) {
    Map<UUID, CustomersRecord> stored =
        database
            .insertInto(CUSTOMERS, GIVEN)
            .select(
                database.select(ROWS.fields()).from(ROWS.of(customers)).where(HAS_NO_FOREIGN_TERM))
            .returning(RETURNED)
            .fetchMap(CUSTOMERS.ID);
    return customers.stream()
        .map(customer ->
            Optional.ofNullable(stored.get(customer.getId()))
                .map(given -> response(customer, given)))
        .toList();
  }

  /** What the database does not give by itself. */
  private CustomersRecord row(UUID businessId, CustomerCreateRequest request, Origin origin) {
    return database
        .newRecord(CUSTOMERS)
        .setBusinessId(businessId)
        .setId(IDS.generate())
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
        .setInvoiceFooter(orNull(request.getInvoiceFooter()))
        .setCreatedByUserId(origin.caller().userId())
        .setCreatedByTokenId(origin.caller().tokenId())
        .setCreatedByRequestId(origin.requestId())
        .setCreatedForEmail(origin.userEmail());
  }

  /** Every field is set, so that an absent value is an explicit null. */
  private static CustomerResponse response(CustomersRecord row, CustomersRecord stored) {
    return new CustomerResponse()
        .id(row.getId().toString())
        .businessId(row.getBusinessId().toString())
        .createdAt(stored.getCreatedAt())
        .updatedAt(stored.getUpdatedAt())
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
        .isDeleted(stored.getIsDeleted())
        .deletedAt(stored.getDeletedAt())
        .stripeCustomerId(stored.getStripeCustomerId())
        .invoiceFooter(row.getInvoiceFooter())
        .contacts(List.of());
  }

  private static <T> @Nullable T orNull(JsonNullable<T> value) {
    return value.orElse(null);
  }
}

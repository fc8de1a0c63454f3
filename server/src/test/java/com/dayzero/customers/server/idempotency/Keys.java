package com.dayzero.customers.server.idempotency;

import static com.dayzero.customers.server.database.generated.Tables.CUSTOMERS;
import static com.dayzero.customers.server.database.generated.Tables.IDEMPOTENCY_KEYS;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants;
import com.dayzero.customers.server.Tenants.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;

/** A new business that sends keys, and what is stored for it. */
class Keys {
  static final String ACME = "{\"name\": \"Acme Corp 😀\", \"email\": \"billing@acme.com\"}";
  static final String OPERATION = "create_customer_api_v1_customers_post";

  private final Api api;
  private final DSLContext database;
  private final Tenant owner;

  Keys(Api api, Tenants tenants, DSLContext database) {
    this.api = api;
    this.database = database;
    this.owner = tenants.owner();
  }

  Tenant owner() {
    return owner;
  }

  /** Sends the header with this value. */
  HttpResponse<String> create(String key, String json) {
    return api.create(
        owner,
        BodyPublishers.ofString(json),
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        key);
  }

  int storedCustomers() {
    return database.fetchCount(CUSTOMERS, CUSTOMERS.BUSINESS_ID.eq(owner.businessId()));
  }

  int storedKeys() {
    return database.fetchCount(
        IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.BUSINESS_ID.eq(owner.businessId()));
  }

  boolean isStored(String key) {
    return database.fetchExists(
        IDEMPOTENCY_KEYS,
        IDEMPOTENCY_KEYS.BUSINESS_ID.eq(owner.businessId()),
        IDEMPOTENCY_KEYS.IDEMPOTENCY_KEY.eq(key));
  }

  /** Makes the business's keys look as old as that. */
  void letAge(Duration age) {
    database
        .update(IDEMPOTENCY_KEYS)
        .set(IDEMPOTENCY_KEYS.CREATED_AT, OffsetDateTime.now(ZoneOffset.UTC).minus(age))
        .where(IDEMPOTENCY_KEYS.BUSINESS_ID.eq(owner.businessId()))
        .execute();
  }

  static Optional<String> replayed(HttpResponse<?> answer) {
    return answer.headers().firstValue("Idempotent-Replayed");
  }
}

package com.dayzero.customers.server;

import static com.dayzero.customers.server.database.generated.Tables.API_TOKENS;
import static com.dayzero.customers.server.database.generated.Tables.BUSINESSES;
import static com.dayzero.customers.server.database.generated.Tables.MEMBERSHIPS;
import static com.dayzero.customers.server.database.generated.Tables.PAYMENT_TERMS;
import static com.dayzero.customers.server.database.generated.Tables.USERS;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.access.TokenHash;
import com.dayzero.customers.server.limits.RateLimit;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

/** Makes businesses to test with, each with a user of its own. */
public class Tenants {
  private final DSLContext database;
  private final Consumer<UUID> usingUp;

  /** In that database, of whose servers nothing is known. */
  public Tenants(DSLContext database) {
    this(
        database,
        _ -> {
          throw new IllegalStateException("Only a server of this process has limits to use up");
        });
  }

  @Autowired
  Tenants(DSLContext database, RateLimit limit, Contract contract) {
    this(database, token -> useUp(limit, contract.operations().getFirst(), token));
  }

  private Tenants(DSLContext database, Consumer<UUID> usingUp) {
    this.database = database;
    this.usingUp = usingUp;
  }

  /**
   * A business, and a token of one of its users.
   *
   * @param businessId the business
   * @param userId the user
   * @param token the token itself
   */
  public record Tenant(UUID businessId, UUID userId, String token) {}

  /** A new business and its owner, who may create customers. */
  public Tenant owner() {
    return member("owner", "customers:write");
  }

  /** A new business and a member of it. */
  public Tenant member(String role, String... scopes) {
    return member(UUID.randomUUID(), "dz_" + UUID.randomUUID(), role, scopes);
  }

  /** A new member of this business with this token, whose it no longer is if it was another's. */
  public Tenant member(UUID businessId, String token, String role, String... scopes) {
    UUID userId = UUID.randomUUID();
    database
        .insertInto(BUSINESSES, BUSINESSES.ID, BUSINESSES.NAME)
        .values(businessId, "A business")
        .onConflictDoNothing()
        .execute();
    database.deleteFrom(API_TOKENS).where(API_TOKENS.SHA256.eq(TokenHash.of(token))).execute();
    database
        .insertInto(USERS, USERS.ID, USERS.EMAIL)
        .values(userId, userId + "@example.com")
        .execute();
    database
        .insertInto(MEMBERSHIPS, MEMBERSHIPS.BUSINESS_ID, MEMBERSHIPS.USER_ID, MEMBERSHIPS.ROLE)
        .values(businessId, userId, role)
        .execute();
    database
        .insertInto(API_TOKENS)
        .set(API_TOKENS.ID, UUID.randomUUID())
        .set(API_TOKENS.USER_ID, userId)
        .set(API_TOKENS.NAME, "test")
        .set(API_TOKENS.SHA256, TokenHash.of(token))
        .set(API_TOKENS.SCOPES, scopes)
        .set(API_TOKENS.EXPIRES_AT, now().plusDays(1))
        .execute();
    return new Tenant(businessId, userId, token);
  }

  /** Revokes the tenant's token. */
  public Tenant revoked(Tenant tenant) {
    database
        .update(API_TOKENS)
        .set(API_TOKENS.REVOKED_AT, now())
        .where(API_TOKENS.USER_ID.eq(tenant.userId()))
        .execute();
    return tenant;
  }

  /** Lets the tenant's token expire. */
  public Tenant expired(Tenant tenant) {
    database
        .update(API_TOKENS)
        .set(API_TOKENS.EXPIRES_AT, now().minusSeconds(1))
        .where(API_TOKENS.USER_ID.eq(tenant.userId()))
        .execute();
    return tenant;
  }

  /** Uses the tenant's token as often as the rate limit allows. */
  public Tenant usedUp(Tenant tenant) {
    usingUp.accept(tokenId(tenant));
    return tenant;
  }

  private static void useUp(RateLimit limit, Operation operation, UUID token) {
    try {
      while (true) {
        limit.count(operation, token, new MockHttpServletResponse());
      }
    } catch (Refusal refused) {
      return;
    }
  }

  /** The id of the tenant's token. */
  public UUID tokenId(Tenant tenant) {
    return database
        .select(API_TOKENS.ID)
        .from(API_TOKENS)
        .where(API_TOKENS.USER_ID.eq(tenant.userId()))
        .fetchSingle()
        .value1();
  }

  /** When the tenant's token was used last. */
  public OffsetDateTime lastUse(Tenant tenant) {
    return database
        .select(API_TOKENS.LAST_USED_AT)
        .from(API_TOKENS)
        .where(API_TOKENS.USER_ID.eq(tenant.userId()))
        .fetchSingle()
        .value1();
  }

  /** A new payment term of the tenant's business. */
  public String paymentTerm(Tenant tenant) {
    String id = UUID.randomUUID().toString();
    paymentTerm(tenant.businessId(), id);
    return id;
  }

  /** Makes sure that this business has this payment term. */
  public void paymentTerm(UUID businessId, String id) {
    database
        .insertInto(
            PAYMENT_TERMS,
            PAYMENT_TERMS.BUSINESS_ID,
            PAYMENT_TERMS.ID,
            PAYMENT_TERMS.NAME,
            PAYMENT_TERMS.DUE_DAYS)
        .values(businessId, id, "Net 30", 30)
        .onConflictDoNothing()
        .execute();
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }
}

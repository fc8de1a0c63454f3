package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.provider.junitsupport.State;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.contracttests.Wire;
import com.dayzero.customers.contracttests.pacts.Caller.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * The states that a pact may ask for, for every provider. The comment of a state names its
 * parameters, the required ones with a {@code !}; what a state returns can be injected into the
 * request ({@code fromProviderState}). {@code contract-tests/README.md} tells consumers the same.
 */
public final class ProviderStates {
  /** The payment term of the state that makes one. */
  static final String PAYMENT_TERM = "01940000-0000-7000-8000-000000000030";

  private static final String WHO = "token, businessId";

  private final VerifiedProvider provider;

  ProviderStates(VerifiedProvider provider) {
    this.provider = provider;
  }

  /** An owner of the business, whose token has the scope {@code customers:write}. */
  @State(value = "a user who may create customers", comment = WHO)
  public Map<String, Object> creator(Map<String, Object> parameters) {
    return known(Standing.CREATOR, parameters);
  }

  /** A member of the business as {@code viewer}. */
  @State(value = "a user who may only read", comment = WHO)
  public Map<String, Object> viewer(Map<String, Object> parameters) {
    return known(Standing.VIEWER, parameters);
  }

  /** An owner of the business, whose token lacks the scope {@code customers:write}. */
  @State(value = "a token without the scope to create customers", comment = WHO)
  public Map<String, Object> withoutScope(Map<String, Object> parameters) {
    return known(Standing.WITHOUT_SCOPE, parameters);
  }

  /** A user who is no member of the business. */
  @State(value = "a user of another business", comment = WHO)
  public Map<String, Object> stranger(Map<String, Object> parameters) {
    return known(Standing.STRANGER, parameters);
  }

  /** A token that has expired. */
  @State(value = "an expired token", comment = WHO)
  public Map<String, Object> expired(Map<String, Object> parameters) {
    return known(Standing.EXPIRED, parameters);
  }

  /** A token that was revoked. */
  @State(value = "a revoked token", comment = WHO)
  public Map<String, Object> revoked(Map<String, Object> parameters) {
    return known(Standing.REVOKED, parameters);
  }

  /** A token that came as often as the limit allows: 429. */
  @State(value = "a token that was used too often", comment = WHO)
  public Map<String, Object> tooBusy(Map<String, Object> parameters) {
    return known(Standing.TOO_BUSY, parameters);
  }

  /** The business has one payment term, which is always the same. */
  @State(value = "a payment term", comment = "businessId")
  public Map<String, Object> paymentTerm(Map<String, Object> parameters) {
    provider.knowPaymentTerm(caller(Standing.CREATOR, parameters).businessId());
    return Map.of("paymentTermId", PAYMENT_TERM);
  }

  /** A create with this key and body was answered 201. */
  @State(
      value = "a customer created with an idempotency key",
      comment = WHO + ", idempotencyKey!, body!")
  public Map<String, Object> created(Map<String, Object> parameters) {
    Caller caller = caller(Standing.CREATOR, parameters);
    provider.know(caller);
    Exchange answer =
        new Wire(provider.side(), provider.address())
            .post(
                "/api/v1/customers",
                Map.of(
                    "Authorization",
                    "Bearer " + caller.token(),
                    "x-business-id",
                    caller.businessId(),
                    "Content-Type",
                    "application/json",
                    "Idempotency-Key",
                    String.valueOf(parameters.get("idempotencyKey"))),
                new String(
                    WireJson.write(WireJson.mapper().valueToTree(parameters.get("body"))),
                    StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IllegalStateException(
          "The body in the state's parameters was answered "
              + answer.status()
              + ": "
              + answer.body());
    }
    return Map.of("token", caller.token(), "businessId", caller.businessId());
  }

  /** The database does not answer in time: 503. */
  @State("the service is unavailable")
  public void unavailable() {
    provider.interrupt();
  }

  /** Something fails that nobody foresaw: 500. */
  @State("the service has a defect")
  public void defect() {
    provider.spoil();
  }

  private Map<String, Object> known(Standing standing, Map<String, Object> parameters) {
    Caller caller = caller(standing, parameters);
    provider.know(caller);
    return Map.of("token", caller.token(), "businessId", caller.businessId());
  }

  private static Caller caller(Standing standing, Map<String, Object> parameters) {
    Caller usual = standing.caller();
    return new Caller(
        Objects.requireNonNullElse(parameters.get("token"), usual.token()).toString(),
        Objects.requireNonNullElse(parameters.get("businessId"), usual.businessId()).toString(),
        standing);
  }
}

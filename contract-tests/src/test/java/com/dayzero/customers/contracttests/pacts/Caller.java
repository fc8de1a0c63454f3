package com.dayzero.customers.contracttests.pacts;

/**
 * Who asks, for which business.
 *
 * @param token the bearer token, without "Bearer"
 * @param businessId the value of {@code x-business-id}
 * @param standing what the two are to each other
 */
record Caller(String token, String businessId, Standing standing) {

  /**
   * What a token is to a business, and the token and business that play it where none are given.
   */
  enum Standing {
    CREATOR("dz_your_token", Standing.OWN_BUSINESS, ""),
    VIEWER("dz_viewer", Standing.OWN_BUSINESS, "not_enough_permissions"),
    WITHOUT_SCOPE("dz_read_only", Standing.OWN_BUSINESS, "not_enough_permissions"),
    STRANGER("dz_your_token", "01940000-0000-7000-8000-000000000099", "not_enough_permissions"),
    EXPIRED("dz_expired", Standing.OWN_BUSINESS, "not_authenticated"),
    REVOKED("dz_revoked", Standing.OWN_BUSINESS, "not_authenticated"),
    TOO_BUSY("dz_too_busy", Standing.OWN_BUSINESS, "rate_limited");

    private static final String OWN_BUSINESS = "01940000-0000-7000-8000-000000000010";

    private final String token;
    private final String businessId;
    private final String refusal;

    Standing(String token, String businessId, String refusal) {
      this.token = token;
      this.businessId = businessId;
      this.refusal = refusal;
    }

    /** Who has this standing where nobody is named. */
    Caller caller() {
      return new Caller(token, businessId, this);
    }

    /** The name of the contract's example that refuses such a caller; empty for none. */
    String refusal() {
      return refusal;
    }
  }
}

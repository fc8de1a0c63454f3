package com.dayzero.customers.server.idempotency;

/**
 * The first answer to a key.
 *
 * @param sameBody whether the request that is looked at has the body of the first one
 * @param location the value of {@code Location}
 * @param body the body's text
 */
record StoredAnswer(boolean sameBody, String location, String body) {}

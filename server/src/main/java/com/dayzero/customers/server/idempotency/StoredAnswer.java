package com.dayzero.customers.server.idempotency;

/**
 * The first answer to a key.
 *
 * @param sameBody whether the request that is looked at has the body of the first one
 */
record StoredAnswer(boolean sameBody, Answer answer) {}

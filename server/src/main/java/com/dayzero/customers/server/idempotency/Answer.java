package com.dayzero.customers.server.idempotency;

/**
 * What a 201 says. The contract remembers no other answer.
 *
 * @param location the value of {@code Location}
 * @param body the body's text
 */
record Answer(String location, String body) {}

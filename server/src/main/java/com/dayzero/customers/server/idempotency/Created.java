package com.dayzero.customers.server.idempotency;

import java.net.URI;

/**
 * What a 201 says. The contract remembers no other answer, so an operation that takes a key has no
 * other to give; what it refuses it throws.
 *
 * @param location the path of what was created
 * @param body what was created
 */
public record Created<T>(URI location, T body) {}

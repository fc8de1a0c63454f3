package com.dayzero.customers.server.idempotency;

import java.util.UUID;

/**
 * A key and what it is good for: the same one of another business, or for another operation, is
 * another.
 *
 * @param operationId the contract's {@code operationId}
 * @param key without its quotes
 */
public record ScopedKey(UUID businessId, String operationId, String key) {}

package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token: neither itself nor its hash.
 *
 * @param email the user's
 * @param state {@code active}, {@code expired} or {@code revoked}
 */
record Token(
    UUID id,
    String name,
    UUID userId,
    String email,
    List<String> scopes,
    OffsetDateTime createdAt,
    OffsetDateTime expiresAt,
    @Nullable OffsetDateTime lastUsedAt,
    String state) {}

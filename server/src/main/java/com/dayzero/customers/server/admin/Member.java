package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A user in a business.
 *
 * @param email the user's
 */
record Member(UUID businessId, UUID userId, String email, String role, OffsetDateTime createdAt) {}

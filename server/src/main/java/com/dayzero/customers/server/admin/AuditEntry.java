package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change, as the log tells it.
 *
 * @param databaseUser as whom the change was made, which the database says itself
 */
record AuditEntry(
    OffsetDateTime occurredAt,
    String actor,
    String databaseUser,
    String action,
    @Nullable UUID businessId,
    @Nullable UUID userId,
    String subjectId,
    JsonNode details) {}

package com.dayzero.customers.server.admin;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was changed.
 *
 * @param action such as {@code token.create}
 * @param businessId the business that it belongs to, if it belongs to one
 * @param userId the user whom it concerns, if it concerns one
 * @param subjectId the id of what was changed
 * @param details what else there is to know; no secrets
 */
record Change(
    String action,
    @Nullable UUID businessId,
    @Nullable UUID userId,
    String subjectId,
    Map<String, ?> details) {}

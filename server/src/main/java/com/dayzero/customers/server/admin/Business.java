package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A tenant. */
record Business(UUID id, String name, OffsetDateTime createdAt) {}

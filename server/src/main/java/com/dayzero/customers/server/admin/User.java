package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.UUID;

/** Somebody to whom tokens are given. */
record User(UUID id, String email, OffsetDateTime createdAt) {}

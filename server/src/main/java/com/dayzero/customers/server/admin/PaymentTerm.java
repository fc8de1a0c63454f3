package com.dayzero.customers.server.admin;

import java.time.OffsetDateTime;
import java.util.UUID;

/** When what a business sells has to be paid. */
record PaymentTerm(
    UUID businessId, String id, String name, int dueDays, OffsetDateTime createdAt) {}

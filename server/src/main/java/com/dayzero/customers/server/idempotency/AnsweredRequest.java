package com.dayzero.customers.server.idempotency;

/** A request with a key, and what it will be answered if it is the first with that key. */
record AnsweredRequest(KeyedRequest request, Answer answer) {}

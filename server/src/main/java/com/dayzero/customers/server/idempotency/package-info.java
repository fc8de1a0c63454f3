/** {@code Idempotency-Key}: a request that is sent again is carried out once. */
@NullMarked
package com.dayzero.customers.server.idempotency;

import org.jspecify.annotations.NullMarked;

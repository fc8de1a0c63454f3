@NullMarked
package com.dayzero.customers.server.idempotency;

import org.jspecify.annotations.NullMarked;

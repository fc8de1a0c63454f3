/** Stopping without one failed request: who is waited for, and for how long. */
@NullMarked
package com.dayzero.customers.server.shutdown;

import org.jspecify.annotations.NullMarked;

/** Who asks: a bearer token's user, and what that user may do in the business asked for. */
@NullMarked
package com.dayzero.customers.server.access;

import org.jspecify.annotations.NullMarked;

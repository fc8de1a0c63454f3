/** Answers, delays and faults on demand: the header {@code Prefer} (RFC 7240) and its stand-ins. */
@NullMarked
package com.dayzero.customers.mock.prefer;

import org.jspecify.annotations.NullMarked;

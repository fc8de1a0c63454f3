package com.dayzero.customers.mock;

import org.jspecify.annotations.Nullable;

/**
 * What may be set for the whole mock.
 *
 * @param seed the seed of ids and times in every session, null for none
 * @param delayMillis how long an answer of the contract takes where nothing else is asked
 * @param quiet whether requests that go wrong are not printed
 */
record MockSettings(@Nullable String seed, int delayMillis, boolean quiet) {
  static final MockSettings DEFAULT = new MockSettings(null, 0, false);
}

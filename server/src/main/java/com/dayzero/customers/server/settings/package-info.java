/**
 * What the settings of all features have in common: they are read first, and a bad one is told.
 *
 * <p>A time without a unit would be milliseconds to Spring. The settings' {@code @DurationUnit} is
 * one that no number can be of, so that it is a bad one; only the rate limit's window is in
 * seconds.
 */
@NullMarked
package com.dayzero.customers.server.settings;

import org.jspecify.annotations.NullMarked;

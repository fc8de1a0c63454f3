/** The mock: WireMock, with the contract's own checks and words. */
@NullMarked
package com.dayzero.customers.mock;

import org.jspecify.annotations.NullMarked;

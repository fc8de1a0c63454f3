/** HTTP below WireMock: what browsers ask for, and how much is read. */
@NullMarked
package com.dayzero.customers.mock.http;

import org.jspecify.annotations.NullMarked;

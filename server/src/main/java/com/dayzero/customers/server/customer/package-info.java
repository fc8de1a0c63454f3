/** Customers: the delegate that implements the contract's operations, and their SQL. */
@NullMarked
package com.dayzero.customers.server.customer;

import org.jspecify.annotations.NullMarked;

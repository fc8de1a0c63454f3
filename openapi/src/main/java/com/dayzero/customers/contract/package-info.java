/**
 * The contract at run time: what {@code customers.yaml} says, and the one validator that reads it.
 */
@NullMarked
package com.dayzero.customers.contract;

import org.jspecify.annotations.NullMarked;

/**
 * The contract at run time: what {@code customers.yaml} says, and the one validator that reads it.
 * The server and the mock answer alike because both ask here.
 */
@NullMarked
package com.dayzero.customers.contract;

import org.jspecify.annotations.NullMarked;

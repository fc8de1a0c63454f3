/**
 * HTTP: the contract's checks before a delegate is called, and the one place where a failure
 * becomes an answer.
 */
@NullMarked
package com.dayzero.customers.server.web;

import org.jspecify.annotations.NullMarked;

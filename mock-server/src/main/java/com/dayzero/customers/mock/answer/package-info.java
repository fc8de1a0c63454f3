/** What is answered: the contract's refusals, a stub's success, and 404 for the rest. */
@NullMarked
package com.dayzero.customers.mock.answer;

import org.jspecify.annotations.NullMarked;

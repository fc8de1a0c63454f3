/** How much of the contract the server and the mock have been seen to do. */
@NullMarked
package com.dayzero.customers.contracttests.coverage;

import org.jspecify.annotations.NullMarked;

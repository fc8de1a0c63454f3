/** Requests made from the contract's own schemas. */
@NullMarked
package com.dayzero.customers.contracttests.generated;

import org.jspecify.annotations.NullMarked;

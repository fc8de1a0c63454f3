/** Whether what the contract says now is still what was released. */
@NullMarked
package com.dayzero.customers.contracttests.compatibility;

import org.jspecify.annotations.NullMarked;

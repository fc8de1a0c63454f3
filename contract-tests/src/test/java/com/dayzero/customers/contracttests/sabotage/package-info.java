/** The defects that the contract tests have to find. */
@NullMarked
package com.dayzero.customers.contracttests.sabotage;

import org.jspecify.annotations.NullMarked;

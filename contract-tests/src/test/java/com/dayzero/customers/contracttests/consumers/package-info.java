/** Consumers of the API, as their own teams would test them; they write pacts. */
@NullMarked
package com.dayzero.customers.contracttests.consumers;

import org.jspecify.annotations.NullMarked;

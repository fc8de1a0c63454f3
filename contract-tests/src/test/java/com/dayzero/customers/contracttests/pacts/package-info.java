/** What consumers rely on: their pacts, against the server, the mock and the contract. */
@NullMarked
package com.dayzero.customers.contracttests.pacts;

import org.jspecify.annotations.NullMarked;

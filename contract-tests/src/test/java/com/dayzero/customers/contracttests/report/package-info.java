/** What the verification found, for people and for machines. */
@NullMarked
package com.dayzero.customers.contracttests.report;

import org.jspecify.annotations.NullMarked;

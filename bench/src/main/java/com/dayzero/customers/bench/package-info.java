/** What the parts of a create cost. */
@NullMarked
package com.dayzero.customers.bench;

import org.jspecify.annotations.NullMarked;

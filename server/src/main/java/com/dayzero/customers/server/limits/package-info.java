/** How often a token may be used. */
@NullMarked
package com.dayzero.customers.server.limits;

import org.jspecify.annotations.NullMarked;

/** What the server takes on at once, and what it refuses so that the rest goes on. */
@NullMarked
package com.dayzero.customers.server.load;

import org.jspecify.annotations.NullMarked;

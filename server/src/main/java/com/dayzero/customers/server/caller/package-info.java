/** Who a request comes from, once access has found it: for everything that comes after. */
@NullMarked
package com.dayzero.customers.server.caller;

import org.jspecify.annotations.NullMarked;

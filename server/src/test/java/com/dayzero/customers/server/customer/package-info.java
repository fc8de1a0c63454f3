@NullMarked
package com.dayzero.customers.server.customer;

import org.jspecify.annotations.NullMarked;

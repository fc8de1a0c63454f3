@NullMarked
package com.dayzero.customers.server.limits;

import org.jspecify.annotations.NullMarked;

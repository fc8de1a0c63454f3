@NullMarked
package com.dayzero.customers.server.shutdown;

import org.jspecify.annotations.NullMarked;

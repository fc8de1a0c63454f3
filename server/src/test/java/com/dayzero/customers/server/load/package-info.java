@NullMarked
package com.dayzero.customers.server.load;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.dayzero.customers.server.access;

import org.jspecify.annotations.NullMarked;

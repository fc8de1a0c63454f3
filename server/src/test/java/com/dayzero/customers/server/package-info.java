@NullMarked
package com.dayzero.customers.server;

import org.jspecify.annotations.NullMarked;

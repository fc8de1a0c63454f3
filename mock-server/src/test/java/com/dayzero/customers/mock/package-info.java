@NullMarked
package com.dayzero.customers.mock;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.dayzero.customers.contracttests;

import org.jspecify.annotations.NullMarked;

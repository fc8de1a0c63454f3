@NullMarked
package com.dayzero.customers.contract;

import org.jspecify.annotations.NullMarked;

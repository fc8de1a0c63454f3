@NullMarked
package com.dayzero.customers.mock.http;

import org.jspecify.annotations.NullMarked;

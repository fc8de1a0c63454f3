@NullMarked
package com.dayzero.customers.server.demo;

import org.jspecify.annotations.NullMarked;

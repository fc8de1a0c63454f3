@NullMarked
package com.dayzero.customers.server.operations;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.dayzero.customers.server.database;

import org.jspecify.annotations.NullMarked;

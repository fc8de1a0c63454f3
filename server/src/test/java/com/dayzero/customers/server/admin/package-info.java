@NullMarked
package com.dayzero.customers.server.admin;

import org.jspecify.annotations.NullMarked;

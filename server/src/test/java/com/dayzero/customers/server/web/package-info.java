@NullMarked
package com.dayzero.customers.server.web;

import org.jspecify.annotations.NullMarked;

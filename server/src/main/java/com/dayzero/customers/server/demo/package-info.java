/** Something to try the server with: a demo business, and how to call it. */
@NullMarked
package com.dayzero.customers.server.demo;

import org.jspecify.annotations.NullMarked;

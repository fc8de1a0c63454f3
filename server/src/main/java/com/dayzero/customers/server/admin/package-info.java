/** The admin command: businesses, users, members, payment terms and tokens, and the log of it. */
@NullMarked
package com.dayzero.customers.server.admin;

import org.jspecify.annotations.NullMarked;

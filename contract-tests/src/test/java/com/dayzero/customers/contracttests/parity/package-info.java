/** The same requests to server and mock. */
@NullMarked
package com.dayzero.customers.contracttests.parity;

import org.jspecify.annotations.NullMarked;

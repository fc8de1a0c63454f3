/** What belongs to one test among many on the same mock: its requests, defaults, seeds and keys. */
@NullMarked
package com.dayzero.customers.mock.session;

import org.jspecify.annotations.NullMarked;

/** What those who run the server see of it, beside its answers. */
@NullMarked
package com.dayzero.customers.server.operations;

import org.jspecify.annotations.NullMarked;

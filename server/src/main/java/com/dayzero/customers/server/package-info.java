/** The API for production: access, validation, delegate, repository, answer. */
@NullMarked
package com.dayzero.customers.server;

import org.jspecify.annotations.NullMarked;

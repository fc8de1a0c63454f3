/** Where the data is: a PostgreSQL that is given, else the embedded one. */
@NullMarked
package com.dayzero.customers.server.database;

import org.jspecify.annotations.NullMarked;

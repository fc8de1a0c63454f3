@NullMarked
package com.dayzero.customers.server.settings;

import org.jspecify.annotations.NullMarked;

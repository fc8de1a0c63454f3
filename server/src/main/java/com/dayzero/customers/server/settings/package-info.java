/** What the settings of all features have in common: they are read first, and a bad one is told. */
@NullMarked
package com.dayzero.customers.server.settings;

import org.jspecify.annotations.NullMarked;

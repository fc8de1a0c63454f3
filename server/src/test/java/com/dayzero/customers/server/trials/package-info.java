/** Trials that pull the plug under load, and count; hosting/trials has their long versions. */
@NullMarked
package com.dayzero.customers.server.trials;

import org.jspecify.annotations.NullMarked;

/** What lies in the folder hosting, and what the build packs for it. */
@NullMarked
package com.dayzero.customers.server.hosting;

import org.jspecify.annotations.NullMarked;

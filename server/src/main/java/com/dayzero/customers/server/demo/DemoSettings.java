package com.dayzero.customers.server.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether there is something to try the server with.
 *
 * @param demoData makes a demo business and its token in a given database, too; the embedded one
 *     always has them. For one server: a second one with a folder of its own takes the token from
 *     the first
 */
@ConfigurationProperties("customers")
record DemoSettings(boolean demoData) {}

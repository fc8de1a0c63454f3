package com.dayzero.customers.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test against the whole server, over HTTP, on its embedded PostgreSQL. All such tests share one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = ServerApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "customers.data-folder=target/test-data",
      // Tests change what a token may do, and ask at once.
      "customers.access.remember=0s",
      // A token that has been used up stays so for longer than a test takes.
      "customers.rate-limit.requests=10000",
      "customers.rate-limit.window=864000"
    })
@Import({Api.class, Tenants.class, FailingFilter.class})
public @interface RunningServer {}

package com.dayzero.customers.server.idempotency;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets {@link ExpiredKeys} be called from time to time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IdempotencyConfiguration {}

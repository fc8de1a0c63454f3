package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id, in the answer's {@code X-Request-Id} and in every line of the log
 * about it, and writes one such line when it is answered: never a token, never a body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestIdFilter.class);
  private static final String LOG_KEY = "request_id";

  private final RequestIds ids;

  RequestIdFilter(RequestIds ids) {
    this.ids = ids;
  }

  /** The id of the request that this thread works on. */
  static String current() {
    return MDC.get(LOG_KEY);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = ids.idFor(request.getHeader(RequestIds.HEADER));
    long start = System.nanoTime();
    response.setHeader(RequestIds.HEADER, id);
    MDC.put(LOG_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      LOG.info(
          "{} {} {} in {} ms",
          request.getMethod(),
          request.getRequestURI(),
          response.getStatus(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      MDC.remove(LOG_KEY);
    }
  }
}

package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request an id, in the answer's {@code X-Request-Id} and in every line of the log
 * about it, and has one such line written when it is answered. Works within Spring Boot's
 * observation of the request, so that the id of its trace stands in the lines, too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class RequestIdFilter extends OncePerRequestFilter {
  /** A request's attribute: its id, which is still there when its answer is taken back. */
  static final String ID = RequestIdFilter.class.getName() + ".id";

  private static final String LOG_KEY = "request_id";

  private final RequestIds ids;

  RequestIdFilter(RequestIds ids) {
    this.ids = ids;
  }

  /** The id of the request that this thread works on. */
  static String current() {
    return MDC.get(LOG_KEY);
  }

  /** Lets every line of the log that this thread writes carry that id, until it is closed. */
  static MDC.MDCCloseable logAs(String id) {
    return MDC.putCloseable(LOG_KEY, id);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = ids.idFor(request.getHeader(RequestIds.HEADER));
    long start = System.nanoTime();
    request.setAttribute(ID, id);
    response.setHeader(RequestIds.HEADER, id);
    boolean failed = true;
    try (MDC.MDCCloseable _ = logAs(id)) {
      try {
        chain.doFilter(request, response);
        failed = false;
      } finally {
        // What is thrown from here, the connector answers so where nothing is answered yet.
        int status =
            failed && !response.isCommitted()
                ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                : response.getStatus();
        AccessLog.write(request, status, Duration.ofNanos(System.nanoTime() - start));
      }
    }
  }
}

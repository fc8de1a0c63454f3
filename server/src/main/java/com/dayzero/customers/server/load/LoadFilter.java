package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what is more than the server can carry before any work is done for it: 503 with {@code
 * Retry-After}, in the contract's words.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LoadFilter extends OncePerRequestFilter {
  private final Load load;
  private final Refusal refusal;
  private final byte[] body;
  private final Counter refused;

  LoadFilter(Load load, Contract contract, MeterRegistry meters) {
    this.load = load;
    this.refused =
        Counter.builder("customers.load.refusals")
            .description("Requests that were one too many, and refused before any work was done")
            .register(meters);
    Gauge.builder("customers.load.requests", load, Load::atWork)
        .description("Requests that are worked on")
        .register(meters);
    this.refusal = contract.operations().getFirst().refusal("unavailable");
    this.body = refusal.body().toBytes();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!load.begin()) {
      refuse(response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      load.end(request);
    }
  }

  private void refuse(HttpServletResponse response) throws IOException {
    refused.increment();
    response.setStatus(refusal.status());
    refusal.headers().forEach(response::setHeader);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}

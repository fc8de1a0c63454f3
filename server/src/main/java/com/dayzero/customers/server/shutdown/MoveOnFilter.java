package com.dayzero.customers.server.shutdown;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Closes the connection of every answer that is given while the server is not ready, so that
 * clients which keep connections move on to a server that stays. An answer's head is written with
 * the first byte of its body, which may be long after its request came.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MoveOnFilter extends OncePerRequestFilter {
  private final ApplicationAvailability availability;

  MoveOnFilter(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!request.getProtocol().startsWith("HTTP/1")) {
      chain.doFilter(request, response);
      return;
    }
    chain.doFilter(request, new Answer(response));
    closeWhenNotReady(response);
  }

  private void closeWhenNotReady(HttpServletResponse response) {
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      response.setHeader("Connection", "close");
    }
  }

  private final class Answer extends HttpServletResponseWrapper {
    Answer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      closeWhenNotReady(this);
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      closeWhenNotReady(this);
      return super.getWriter();
    }
  }
}

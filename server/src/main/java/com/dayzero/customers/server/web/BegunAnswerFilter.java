package com.dayzero.customers.server.web;

import com.dayzero.customers.server.load.Lanes;
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
 * Does what is due when an answer is begun, which may be long after its request came.
 *
 * <p>The request gives up its place: the work is done, and a client that does not read keeps nobody
 * else waiting. And while the server is not ready, the answer closes its connection, so that
 * clients which keep connections move on to a server that stays; its head is written with the first
 * byte of its body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BegunAnswerFilter extends OncePerRequestFilter {
  private final Lanes lanes;
  private final ApplicationAvailability availability;

  BegunAnswerFilter(Lanes lanes, ApplicationAvailability availability) {
    this.lanes = lanes;
    this.availability = availability;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Answer answer = new Answer(response, request.getProtocol().startsWith("HTTP/1"));
    chain.doFilter(request, answer);
    // One without a body.
    answer.closeConnectionWhenNotReady();
  }

  private final class Answer extends HttpServletResponseWrapper {
    private final boolean namesItsConnection;

    Answer(HttpServletResponse response, boolean namesItsConnection) {
      super(response);
      this.namesItsConnection = namesItsConnection;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      begin();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      begin();
      return super.getWriter();
    }

    private void begin() {
      lanes.leave();
      closeConnectionWhenNotReady();
    }

    void closeConnectionWhenNotReady() {
      if (namesItsConnection
          && availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
        setHeader("Connection", "close");
      }
    }
  }
}

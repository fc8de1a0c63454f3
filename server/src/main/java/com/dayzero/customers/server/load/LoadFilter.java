package com.dayzero.customers.server.load;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has a request give up its place when its answer is begun: the work is done, and a client that
 * does not read keeps nobody else waiting.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class LoadFilter extends OncePerRequestFilter {
  private final Lanes lanes;

  LoadFilter(Lanes lanes) {
    this.lanes = lanes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Answer(response));
  }

  private final class Answer extends HttpServletResponseWrapper {
    Answer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      lanes.leave();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      lanes.leave();
      return super.getWriter();
    }
  }
}

package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.ErrorBody;
import java.io.IOException;
import java.util.UUID;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;

/**
 * What has to be done before WireMock sees a request and after it failed: browsers' questions are
 * answered, bodies are read up to a limit, and a defect is told in the contract's words.
 */
final class WireFilter implements Filter {
  private final BrowserAccess browsers;

  WireFilter(BrowserAccess browsers) {
    this.browsers = browsers;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest from = (HttpServletRequest) request;
    HttpServletResponse to = (HttpServletResponse) response;
    browsers.allow(from, to);
    if (BrowserAccess.isPreflight(from)) {
      browsers.allowNext(from, to);
      return;
    }
    RawBodyRequest read;
    try {
      read = RawBodyRequest.read(from);
    } catch (IOException brokenOff) {
      answer(to, 400, new ErrorBody.Sentence("Bad Request"));
      return;
    }
    try {
      chain.doFilter(read, response);
    } catch (RuntimeException | ServletException e) {
      String id = UUID.randomUUID().toString();
      System.err.println("A defect of the mock, request id " + id);
      e.printStackTrace();
      if (!to.isCommitted()) {
        to.setHeader("X-Request-Id", id);
        answer(to, 500, new ErrorBody.Defect(id));
      }
    }
  }

  private static void answer(HttpServletResponse response, int status, ErrorBody body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(body.toBytes());
  }
}

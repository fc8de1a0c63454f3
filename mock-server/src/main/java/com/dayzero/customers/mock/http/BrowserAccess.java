package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.mock.answer.OtherRequests;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;

/**
 * Lets pages of every origin call the mock, with credentials, and read the headers of the
 * contract's answers (CORS, Fetch standard).
 */
final class BrowserAccess {
  private static final String ALLOW = "Access-Control-Allow-";
  private static final String ASKED = "Access-Control-Request-";

  private final String exposed;

  BrowserAccess(Contract contract) {
    Set<String> headers = new LinkedHashSet<>(contract.responseHeaders());
    headers.addAll(List.of("Preference-Applied", OtherRequests.REASON_HEADER));
    this.exposed = String.join(", ", headers);
  }

  /** Whether a browser asks if it may send a request. */
  static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader(ASKED + "Method") != null;
  }

  /** Tells the page's browser that the page may read the answer. */
  void allow(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    if (origin != null) {
      response.setHeader(ALLOW + "Origin", origin);
      response.setHeader(ALLOW + "Credentials", "true");
      response.setHeader("Access-Control-Expose-Headers", exposed);
      response.setHeader("Vary", "Origin");
    }
  }

  /** Answers a preflight: whatever is asked for is allowed. */
  void allowNext(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader(ALLOW + "Methods", request.getHeader(ASKED + "Method"));
    String headers = request.getHeader(ASKED + "Headers");
    if (headers != null) {
      response.setHeader(ALLOW + "Headers", headers);
    }
    if (request.getHeader(ASKED + "Private-Network") != null) {
      response.setHeader(ALLOW + "Private-Network", "true");
    }
    response.setHeader("Access-Control-Max-Age", "600");
  }
}

package com.dayzero.customers.mock.http;

import static com.github.tomakehurst.wiremock.common.LocalNotifier.notifier;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestIds;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.Filter;
import wiremock.jakarta.servlet.FilterChain;
import wiremock.jakarta.servlet.ServletRequest;
import wiremock.jakarta.servlet.ServletResponse;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.io.EofException;

/**
 * What has to be done before WireMock sees a request and after it failed: browsers' questions are
 * answered, bodies are read up to a limit, and a defect is told in the contract's words.
 */
final class WireFilter implements Filter {
  private final BrowserAccess browsers;
  private final Set<String> paths;
  private final RequestIds ids;

  WireFilter(Contract contract) {
    this.browsers = new BrowserAccess(contract);
    this.paths =
        contract.operations().stream().map(Operation::path).collect(Collectors.toUnmodifiableSet());
    this.ids = new RequestIds(contract);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException {
    HttpServletRequest from = (HttpServletRequest) request;
    HttpServletResponse to = (HttpServletResponse) response;
    browsers.allow(from, to);
    if (BrowserAccess.isPreflight(from)) {
      browsers.allowNext(from, to);
      return;
    }
    if (from.getMethod().equals("CONNECT")) {
      // Jetty would keep the connection for a tunnel.
      to.setHeader("Connection", "close");
      answer(to, idOf(from), 501, new ErrorBody.Sentence("Not Implemented"));
      return;
    }
    RawRequest read;
    try {
      read = RawRequest.read(from, paths);
    } catch (IOException brokenOff) {
      if (brokenOff.getCause() instanceof TimeoutException) {
        answer(to, idOf(from), 408, new ErrorBody.Sentence("Request Timeout"));
      } else {
        answer(to, idOf(from), 400, new ErrorBody.Sentence("Bad Request"));
      }
      return;
    }
    try {
      chain.doFilter(read, response);
    } catch (Exception e) {
      if (isClientGone(e)) {
        // There is nobody to answer, and nothing to mend.
        return;
      }
      String id = idOf(from);
      notifier().error("A defect of the mock, request id " + id, e);
      if (!to.isCommitted()) {
        answer(to, id, 500, new ErrorBody.Defect(id));
      }
    }
  }

  private static boolean isClientGone(@Nullable Throwable e) {
    return e != null && (e instanceof EofException || isClientGone(e.getCause()));
  }

  private String idOf(HttpServletRequest request) {
    return ids.idFor(request.getHeader(RequestIds.HEADER));
  }

  private static void answer(HttpServletResponse response, String id, int status, ErrorBody body)
      throws IOException {
    response.setStatus(status);
    response.setHeader(RequestIds.HEADER, id);
    response.setContentType("application/json");
    response.getOutputStream().write(body.toBytes());
  }
}

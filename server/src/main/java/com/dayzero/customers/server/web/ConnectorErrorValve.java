package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.RequestIds;
import com.dayzero.customers.server.load.Load;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;

/**
 * Answers what never reaches Spring, such as a malformed request line, in the form of every other
 * answer.
 */
class ConnectorErrorValve extends ErrorReportValve {
  private final RequestIds ids;

  ConnectorErrorValve(RequestIds ids) {
    this.ids = ids;
  }

  /**
   * Closes a connection whose body is not waited for; else Tomcat would read all that comes of it.
   */
  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    super.invoke(request, response);
    if (request.getAttribute(Load.ABANDONED) != null) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    String detail = status == null ? "Error" : status.getReasonPhrase();
    try {
      if (response.getHeader(RequestIds.HEADER) == null) {
        String id = ids.idFor(request.getHeader(RequestIds.HEADER));
        response.setHeader(RequestIds.HEADER, id);
        try (MDC.MDCCloseable _ = RequestIdFilter.logAs(id)) {
          AccessLog.write(request, response.getStatus(), Duration.ZERO);
        }
      }
      // Again, because what broke off an answer has taken them back.
      SecurityHeaders.set(request, response);
      response.setContentType("application/json");
      response.getOutputStream().write(new ErrorBody.Sentence(detail).toBytes());
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("The client is gone", e);
    }
  }
}

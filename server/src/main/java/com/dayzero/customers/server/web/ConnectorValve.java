package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.RequestIds;
import com.dayzero.customers.server.load.Lanes;
import com.dayzero.customers.server.load.Load;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Answers what never reaches Spring, in the form of every other answer: what is more than the
 * server takes on, what is no request, such as a malformed request line, and what fails on its way.
 */
@Component
class ConnectorValve extends ErrorReportValve {
  private final RequestIds ids;
  private final Lanes lanes;
  private final Load load;
  private final ApplicationAvailability availability;
  private final ErrorAnswers errors;
  private final Contract contract;
  private final Refusal unavailable;
  private final byte[] unavailableBody;

  ConnectorValve(
      RequestIds ids,
      Lanes lanes,
      Load load,
      ApplicationAvailability availability,
      ErrorAnswers errors,
      Contract contract) {
    this.ids = ids;
    this.lanes = lanes;
    this.load = load;
    this.availability = availability;
    this.errors = errors;
    this.contract = contract;
    this.unavailable = contract.operations().getFirst().refusal("unavailable");
    this.unavailableBody = unavailable.body().toBytes();
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (Lanes.isOneTooMany() || !load.begin()) {
      refuse(request, response);
    } else {
      work(request, response);
    }
    lanes.answered();
  }

  private void work(Request request, Response response) throws IOException, ServletException {
    try {
      super.invoke(request, response);
    } finally {
      load.end(request);
    }
    response.finishResponse();
    if (!request.getInputStream().isFinished() && !drained(request)) {
      abandonBody(request);
    }
  }

  private boolean drained(Request request) {
    // A client that expects to be told to go on does not, when it has its answer.
    if (request.getAttribute(Load.ABANDONED) != null
        || request.getCoyoteRequest().hasExpectation()
        || isBroken(request.getCoyoteRequest())) {
      return false;
    }
    lanes.leave();
    try {
      // The request's own stream may be closed already.
      Ignored ignored = new Ignored();
      return load.drain(() -> request.getCoyoteRequest().doRead(ignored));
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether it is no request, whose body nobody can tell from its head, or its body broke off. */
  private static boolean isBroken(org.apache.coyote.Request request) {
    AtomicBoolean noRequest = new AtomicBoolean();
    request.action(ActionCode.IS_ERROR, noRequest);
    return noRequest.get() || request.getErrorException() != null;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    int status = response.getStatus();
    if (status == HttpStatus.METHOD_NOT_ALLOWED.value()) {
      response.setHeader(HttpHeaders.ALLOW, allowed(request.getRequestURI()));
    }
    try (MDC.MDCCloseable _ = RequestIdFilter.logAs(idOf(request, status))) {
      ErrorBody body =
          status == HttpStatus.INTERNAL_SERVER_ERROR.value()
              ? errors.defect(throwable, request).body()
              : sentence(HttpStatus.resolve(status));
      answer(request, response, status, body.toBytes());
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("The client is gone", e);
    }
  }

  /** Of TRACE, which Tomcat refuses by what a servlet could take, not by what there is. */
  private String allowed(String path) {
    String methods = contract.allowed(path);
    return methods.isEmpty() ? "GET, HEAD" : methods;
  }

  private static ErrorBody sentence(@Nullable HttpStatus status) {
    return new ErrorBody.Sentence(status == null ? "Error" : status.getReasonPhrase());
  }

  /** Does not wait for the rest of a body. */
  private void refuse(Request request, Response response) throws IOException {
    lanes.countRefusal();
    unavailable.headers().forEach(response::setHeader);
    // Tomcat ends the answer to what is no request before it comes here.
    boolean broken = response.isError();
    response.setSuspended(false);
    if (!broken && isReady() && bodyHasCome(request)) {
      KeptConnections.keepAfterRefusal(request.getCoyoteRequest());
      answer(request, response, unavailable.status(), unavailableBody);
      KeptConnections.keepAfterRefusal(request.getCoyoteRequest());
    } else {
      response.setStatus(unavailable.status());
      answer(request, response, unavailable.status(), unavailableBody);
      abandonBody(request);
    }
  }

  /** Else clients shall move on to another server. */
  private boolean isReady() {
    return availability.getReadinessState() != ReadinessState.REFUSING_TRAFFIC;
  }

  private static boolean bodyHasCome(Request request) {
    org.apache.coyote.Request connection = request.getCoyoteRequest();
    if (request.getContentLengthLong() > 0) {
      connection.action(ActionCode.AVAILABLE, true);
    }
    return connection.getAvailable() >= request.getContentLengthLong()
        && request.getHeader("Transfer-Encoding") == null;
  }

  /** Closes the connection; else Tomcat would read all that comes of the body. */
  private static void abandonBody(Request request) {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
  }

  private void answer(Request request, Response response, int status, byte[] body)
      throws IOException {
    // Again, because what broke off an answer has taken them back.
    response.setHeader(RequestIds.HEADER, idOf(request, status));
    SecurityHeaders.set(request, response);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.finishResponse();
  }

  /** That of a request that got none yet is made now, and its line of the log is written. */
  private String idOf(Request request, int status) {
    if (request.getAttribute(RequestIdFilter.ID) instanceof String known) {
      return known;
    }
    String id = ids.idFor(request.getHeader(RequestIds.HEADER));
    request.setAttribute(RequestIdFilter.ID, id);
    try (MDC.MDCCloseable _ = RequestIdFilter.logAs(id)) {
      AccessLog.write(request, status, Duration.ZERO);
    }
    return id;
  }

  /** Where the rest of a body goes. */
  private static final class Ignored implements ApplicationBufferHandler {
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      bytes = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {
      // Nothing is kept.
    }
  }
}

package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.RequestIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.http.HttpFields;
import wiremock.org.eclipse.jetty.http.HttpStatus;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.ErrorHandler;

/**
 * Answers what is not HTTP, such as a malformed request line, in the server's words: those of the
 * status.
 */
final class UnreadableRequests extends ErrorHandler {
  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    headers().forEach(fields::put);
    return ByteBuffer.wrap(body(status));
  }

  /** For what Jetty finds to be none only when it looks for who answers, such as {@code POST *}. */
  @Override
  protected void generateAcceptableResponse(
      Request base,
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String reason)
      throws IOException {
    headers().forEach(response::setHeader);
    response.getOutputStream().write(body(status));
    base.setHandled(true);
  }

  private static Map<String, String> headers() {
    return Map.of(
        "Content-Type", "application/json", RequestIds.HEADER, UUID.randomUUID().toString());
  }

  private static byte[] body(int status) {
    return new ErrorBody.Sentence(HttpStatus.getMessage(status)).toBytes();
  }
}

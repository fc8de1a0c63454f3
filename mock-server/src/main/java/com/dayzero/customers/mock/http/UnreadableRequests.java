package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.RequestIds;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import wiremock.org.eclipse.jetty.http.HttpFields;
import wiremock.org.eclipse.jetty.http.HttpStatus;
import wiremock.org.eclipse.jetty.server.handler.ErrorHandler;

/**
 * Answers what is not HTTP, such as a malformed request line, in the server's words: those of the
 * status.
 */
final class UnreadableRequests extends ErrorHandler {
  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    Map.of("Content-Type", "application/json", RequestIds.HEADER, UUID.randomUUID().toString())
        .forEach(fields::put);
    return ByteBuffer.wrap(new ErrorBody.Sentence(HttpStatus.getMessage(status)).toBytes());
  }
}

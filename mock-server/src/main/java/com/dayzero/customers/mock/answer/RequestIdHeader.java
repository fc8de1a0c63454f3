package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.dayzero.customers.mock.session.Sessions;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every answer an {@code X-Request-Id}: the caller's where it looks as the contract says,
 * else one of our own.
 */
public final class RequestIdHeader implements ResponseTransformerV2 {
  static final String NAME = "X-Request-Id";

  private final Pattern sane;
  private final Sessions sessions;

  /** By this contract's pattern. */
  public RequestIdHeader(Contract contract, Sessions sessions) {
    this.sane = contract.requestIdPattern();
    this.sessions = sessions;
  }

  @Override
  public String getName() {
    return "request-id";
  }

  @Override
  public Response transform(Response response, ServeEvent event) {
    HttpHeaders headers =
        response.getHeaders() == null ? HttpHeaders.noHeaders() : response.getHeaders();
    if (headers.getHeader(NAME).isPresent()) {
      return response;
    }
    return Response.Builder.like(response)
        .but()
        .headers(headers.plus(HttpHeader.httpHeader(NAME, idFor(event.getRequest()))))
        .build();
  }

  private String idFor(Request request) {
    String given = request.getHeader(NAME);
    if (given != null && sane.matcher(given).matches()) {
      return given;
    }
    try {
      return sessions.of(request).identities(request).nextRequestId().toString();
    } catch (UnmetPreference e) {
      return UUID.randomUUID().toString();
    }
  }
}

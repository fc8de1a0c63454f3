package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.RequestIds;
import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.dayzero.customers.mock.session.Sessions;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.UUID;

/**
 * Gives every answer an {@code X-Request-Id}: the caller's where it looks as the contract says,
 * else one of our own.
 */
public final class RequestIdHeader implements ResponseTransformerV2 {
  private final RequestIds ids;
  private final Sessions sessions;

  /** As this contract says. */
  public RequestIdHeader(Contract contract, Sessions sessions) {
    this.ids = new RequestIds(contract);
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
    if (headers.getHeader(RequestIds.HEADER).isPresent()) {
      return response;
    }
    return Response.Builder.like(response)
        .but()
        .headers(headers.plus(HttpHeader.httpHeader(RequestIds.HEADER, idFor(event.getRequest()))))
        .build();
  }

  private String idFor(Request request) {
    return ids.given(request.getHeader(RequestIds.HEADER)).orElseGet(() -> newId(request));
  }

  private String newId(Request request) {
    try {
      return sessions.of(request).identities(request).nextRequestId().toString();
    } catch (UnmetPreference e) {
      return UUID.randomUUID().toString();
    }
  }
}

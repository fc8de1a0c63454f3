package com.dayzero.customers.mock.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.mock.prefer.Preferences;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request with its answer, as the admin API lists it. Of an answer that was broken off there is
 * only the fault: the rest was never sent.
 */
final class LoggedExchange {
  private LoggedExchange() {}

  static ObjectNode describe(ServeEvent event, Admin admin) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", event.getId().toString());
    json.put("at", event.getRequest().getLoggedDate().toInstant().toString());
    json.put("method", event.getRequest().getMethod().getName());
    json.put("url", event.getRequest().getUrl());
    json.set("headers", headers(event.getRequest().getHeaders()));
    json.put("body", new String(event.getRequest().getBody(), UTF_8));
    json.put("stub", event.getStubMapping().getName());
    ArrayNode reasons = json.putArray("reasons");
    Reason.of(event).forEach(reasons::add);
    ArrayNode nearMisses = json.putArray("near_misses");
    NearMisses.of(event, admin).forEach(nearMisses::add);
    json.set("answer", answer(event.getResponse()));
    return json;
  }

  private static ObjectNode answer(LoggedResponse response) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Fault fault = response.getFault();
    boolean sent = fault == null;
    json.put("status", sent ? response.getStatus() : null);
    json.put("fault", fault == null ? null : Preferences.nameOf(fault));
    json.set("headers", headers(sent ? response.getHeaders() : null));
    byte[] body = response.getBody();
    return json.put("body", sent && body != null ? new String(body, UTF_8) : "");
  }

  /** There are none of a broken answer, nor of WireMock's own where not even a last stub is. */
  private static ObjectNode headers(@Nullable HttpHeaders headers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (headers != null) {
      headers.all().forEach(it -> json.put(it.key(), String.join(", ", it.values())));
    }
    return json;
  }
}

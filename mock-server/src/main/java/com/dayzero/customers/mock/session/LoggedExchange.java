package com.dayzero.customers.mock.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request with its answer, as the admin API lists it. */
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
    json.put("status", response.getStatus());
    json.put("fault", response.getFault() == null ? null : response.getFault().name());
    json.set("headers", headers(response.getHeaders()));
    byte[] body = response.getBody();
    return json.put("body", body == null ? "" : new String(body, UTF_8));
  }

  /** Of WireMock's own answer, where there is not even a last stub, there are none. */
  private static ObjectNode headers(@Nullable HttpHeaders headers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (headers != null) {
      headers.all().forEach(it -> json.put(it.key(), String.join(", ", it.values())));
    }
    return json;
  }
}

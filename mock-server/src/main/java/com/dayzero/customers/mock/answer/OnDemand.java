package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Example;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.RequestIds;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.mock.prefer.Preferences;
import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.dayzero.customers.mock.prefer.Wishes;
import com.dayzero.customers.mock.session.Reason;
import com.dayzero.customers.mock.session.Session;
import com.dayzero.customers.mock.session.Sessions;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request, or its session, asks for instead of or beside the usual answer. */
final class OnDemand {
  /** RFC 7240: which preferences were honoured. */
  static final String APPLIED_HEADER = "Preference-Applied";

  private static final String REQUEST_ID = "request_id";

  private final RequestIds ids;
  private final Sessions sessions;
  private final int delayMillis;

  /**
   * On demand by this contract, in these sessions.
   *
   * @param delayMillis how long an answer of the contract takes where nothing is asked
   */
  OnDemand(Contract contract, Sessions sessions, int delayMillis) {
    this.ids = new RequestIds(contract);
    this.sessions = sessions;
    this.delayMillis = delayMillis;
  }

  /** The answer that is asked for, else the usual one; late or broken where that is asked for. */
  ResponseDefinition answer(
      ServeEvent event, Operation operation, Function<Session, ResponseDefinition> usual) {
    Request request = event.getRequest();
    try {
      Session session = sessions.of(request);
      Preferences preferences =
          Preferences.of(operation, Wishes.of(request, session.preferences()));
      Example forced = preferences.forced();
      ResponseDefinition answer =
          forced == null ? usual.apply(session) : shown(operation, forced, request);
      return with(preferences, event, answer);
    } catch (UnmetPreference unmet) {
      Reason.add(event, unmet.detail());
      return json(UnmetPreference.STATUS, unmet.body(), Map.of()).build();
    }
  }

  private ResponseDefinition with(
      Preferences preferences, ServeEvent event, ResponseDefinition answer) {
    Integer asked = preferences.delayMillis();
    int delay = asked == null ? delayMillis : asked;
    if (preferences.applied().isEmpty() && delay == 0) {
      return answer;
    }
    ResponseDefinitionBuilder changed =
        ResponseDefinitionBuilder.like(answer).but().withFixedDelay(delay == 0 ? null : delay);
    if (!preferences.applied().isEmpty()) {
      Reason.add(event, "On demand: " + preferences.applied());
      changed.withHeader(APPLIED_HEADER, preferences.applied());
    }
    if (preferences.fault() != null) {
      changed.withFault(preferences.fault());
    }
    return changed.build();
  }

  /** The contract's example, with the headers that go with it. */
  private ResponseDefinition shown(Operation operation, Example example, Request request) {
    JsonNode body = example.body();
    Optional<String> given = ids.given(request.getHeader(RequestIds.HEADER));
    if (body instanceof ObjectNode defect && defect.has(REQUEST_ID) && given.isPresent()) {
      body = defect.deepCopy().put(REQUEST_ID, given.get());
    }
    ResponseDefinitionBuilder answer =
        json(example.status(), WireJson.write(body), example.headers());
    JsonNode id = body.path("id");
    if (example.status() == 201 && id.isString()) {
      answer.withHeader("Location", operation.path() + "/" + id.stringValue());
    }
    JsonNode requestId = body.path(REQUEST_ID);
    if (requestId.isString()) {
      answer.withHeader(RequestIds.HEADER, requestId.stringValue());
    }
    return answer.build();
  }

  static ResponseDefinitionBuilder json(int status, byte[] body, Map<String, String> headers) {
    ResponseDefinitionBuilder answer =
        ResponseDefinitionBuilder.responseDefinition()
            .withStatus(status)
            .withHeader("Content-Type", "application/json")
            .withBody(body);
    headers.forEach(answer::withHeader);
    return answer;
  }
}

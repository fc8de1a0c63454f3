package com.dayzero.customers.contracttests.consumers;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;

import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the requests and answers of the invoicing app's pact have in common. */
final class InvoicingAppPact {
  static final String CONSUMER = "invoicing-app";
  static final String CREATOR = "a user who may create customers";
  static final String AN_ID = "01940000-0000-7000-8000-000000000001";
  static final String MINIMAL = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private static final String UUID_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
  private static final String A_TIME = "2026-03-01T09:30:00.123456Z";

  private InvoicingAppPact() {}

  static HttpInteractionBuilder sends(
      HttpInteractionBuilder interaction, String json, Map<String, String> headers) {
    Map<String, String> others = new LinkedHashMap<>(headers);
    String type = others.remove("Content-Type");
    return interaction.withRequest(request ->
        request.method("POST").path("/api/v1/customers").headers(others).body(json, type));
  }

  static HttpResponseBuilder created(
      HttpResponseBuilder answer, Consumer<LambdaDslJsonBody> fields) {
    return json(
        answer
            .status(201)
            .header("Location", regexp("/api/v1/customers/" + UUID_7, "/api/v1/customers/" + AN_ID))
            .header("X-Request-Id", regexp("\\S+", "an-id")),
        body -> {
          body.stringMatcher("id", UUID_7, AN_ID);
          body.stringMatcher("created_at", TIME, A_TIME);
          body.stringMatcher("updated_at", TIME, A_TIME);
          fields.accept(body);
        });
  }

  static HttpResponseBuilder json(HttpResponseBuilder answer, Consumer<LambdaDslJsonBody> fields) {
    return answer.header("Content-Type", "application/json").body(newJsonBody(fields).build());
  }

  static Map<String, String> headers(String... others) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer dz_your_token");
    headers.put("x-business-id", "01940000-0000-7000-8000-000000000010");
    headers.put("Content-Type", "application/json");
    for (int i = 0; i < others.length; i += 2) {
      headers.put(others[i], others[i + 1]);
    }
    return headers;
  }

  static Map<String, String> without(String name) {
    Map<String, String> headers = headers();
    headers.remove(name);
    return headers;
  }
}

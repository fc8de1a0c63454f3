package com.dayzero.customers.contracttests.consumers;

import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The part of an invoicing app that creates customers. */
final class InvoicingApp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String address;

  /**
   * An answer, as far as the app looks at it.
   *
   * @param status the HTTP status
   * @param headers by name
   * @param json the body
   */
  record Answer(int status, HttpHeaders headers, JsonNode json) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  InvoicingApp(String address) {
    this.address = address;
  }

  /** Creates a customer; with these headers. */
  Answer create(String json, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/customers"))
            .POST(BodyPublishers.ofString(json));
    headers.forEach(request::header);
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(), answer.headers(), WireJson.mapper().readTree(answer.body()));
  }
}

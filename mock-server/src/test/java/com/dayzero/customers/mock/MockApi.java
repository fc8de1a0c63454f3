package com.dayzero.customers.mock;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.contract.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * A mock on a free port, and calls to it over HTTP; an answer outside the contract fails the test,
 * unless stubs are there that are free to give it.
 */
final class MockApi implements AutoCloseable, AfterAllCallback {
  static final String CUSTOMERS = "/api/v1/customers";
  static final String MINIMAL = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";
  static final String BUSINESS = "01940000-0000-7000-8000-000000000010";

  private final MockServer mock;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final boolean byTheContract;

  private MockApi(MockServer mock, boolean byTheContract) {
    this.mock = mock;
    this.byTheContract = byTheContract;
  }

  static MockApi start(String... arguments) {
    return new MockApi(serverWith(arguments), true);
  }

  /** With a folder of stubs that may answer what they like: nothing is checked. */
  static MockApi withStubsOutsideTheContract(Path folder) {
    return new MockApi(serverWith("--mappings", folder.toString()), false);
  }

  private static MockServer serverWith(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "--port";
    all[1] = "0";
    all[2] = "--quiet";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return MockServer.start(all);
  }

  String address() {
    return mock.address();
  }

  /** Posts JSON as somebody who may create customers, with these headers too. */
  HttpResponse<String> create(String json, String... headers) {
    return create(CUSTOMERS, BodyPublishers.ofString(json), headers);
  }

  HttpResponse<String> create(String path, BodyPublisher body, String... headers) {
    return send(creation(path, body, headers));
  }

  /** Posts JSON without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> later(String json, String... headers) {
    HttpRequest.Builder request = creation(CUSTOMERS, BodyPublishers.ofString(json), headers);
    HttpRequest sent = request.build();
    return client
        .sendAsync(sent, BodyHandlers.ofString())
        .thenApply(answer -> checked(sent, answer));
  }

  private HttpRequest.Builder creation(String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .POST(body)
            .header("Authorization", "Bearer dz_your_token")
            .header("x-business-id", BUSINESS)
            .header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> put(String path, String json) {
    return send(request(path).PUT(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return trySend(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> trySend(HttpRequest.Builder request) throws IOException {
    try {
      HttpRequest sent = request.build();
      return checked(sent, client.send(sent, BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> checked(HttpRequest sent, HttpResponse<String> answer) {
    return byTheContract ? Conformance.checked(sent, answer) : answer;
  }

  static JsonNode json(HttpResponse<String> answer) {
    return WireJson.mapper().readTree(answer.body());
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("(none)");
  }

  /** As a field with {@code @RegisterExtension} it is one mock for all tests of a class. */
  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    client.close();
    mock.close();
  }
}

package com.dayzero.customers.server;

import com.dayzero.customers.contract.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.springframework.core.env.Environment;

/** Calls the running server over HTTP; an answer outside the contract fails the test. */
public class Api {
  /** The path of the operation that creates customers. */
  public static final String CUSTOMERS = "/api/v1/customers";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Environment environment;

  Api(Environment environment) {
    this.environment = environment;
  }

  /** Where the server is, without a slash at the end. */
  public String address() {
    return "http://localhost:" + environment.getProperty("local.server.port");
  }

  /** Posts JSON as that caller. */
  public HttpResponse<String> create(Tenants.Tenant caller, String json) {
    return create(caller, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  /** Posts any body as that caller, with these headers. */
  public HttpResponse<String> create(Tenants.Tenant caller, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = request(CUSTOMERS).POST(body);
    request.header("Authorization", "Bearer " + caller.token());
    request.header("x-business-id", caller.businessId().toString());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  /** Posts a valid customer with these headers and no others but its type. */
  public HttpResponse<String> createWith(List<String> headers) {
    HttpRequest.Builder request =
        request(CUSTOMERS)
            .POST(
                BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}"))
            .header("Content-Type", "application/json");
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return send(request);
  }

  /** A request to that path. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(30));
  }

  /** Sends it. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      return Conformance.checked(sent, client.send(sent, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

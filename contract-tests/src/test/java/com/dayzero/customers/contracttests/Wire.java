package com.dayzero.customers.contracttests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contracttests.coverage.Coverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Calls one side over HTTP. Every answer has to be inside the contract, and counts for the coverage
 * of that side.
 */
public final class Wire {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Side side;
  private final String address;

  /**
   * To this side.
   *
   * @param address where it is, without a slash at the end
   */
  public Wire(Side side, String address) {
    this.side = side;
    this.address = address;
  }

  /** Posts text with these headers. */
  public Exchange post(String path, Map<String, String> headers, String text) {
    return send("POST", path, headers, text.getBytes(UTF_8));
  }

  /**
   * Sends any request.
   *
   * @param headers one with an empty value is not sent
   * @throws AssertionError if the answer is outside the contract
   */
  public Exchange send(String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    HttpRequest sent = request.build();
    try {
      Exchange exchange =
          Exchange.of(
              sent, new String(body, UTF_8), CLIENT.send(sent, BodyHandlers.ofString(UTF_8)));
      Coverage.of(side).saw(exchange);
      return exchange;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

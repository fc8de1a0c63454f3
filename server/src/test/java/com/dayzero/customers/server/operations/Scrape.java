package com.dayzero.customers.server.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Asks a server's management port, as probes and Prometheus do. */
public final class Scrape {
  private final String address;

  /** Asks there, an address that ends without a slash. */
  public Scrape(String address) {
    this.address = address;
  }

  /** The answer to a request that is given up after ten seconds. */
  public HttpResponse<String> get(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(address + path))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The lines of what Prometheus fetches, without those that explain. */
  public List<String> metrics() {
    return get("/prometheus").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** The sum of every series that begins with this name and has all of these labels. */
  public double sum(String name, String... labels) {
    return metrics().stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

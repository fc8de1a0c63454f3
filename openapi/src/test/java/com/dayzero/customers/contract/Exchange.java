package com.dayzero.customers.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One request and its answer, as they went over the wire.
 *
 * @param method the HTTP method
 * @param path the path, without a query
 * @param requestHeaders what the request said, by any case of the name
 * @param requestBody the request's body as text; empty for none
 * @param status the answer's status
 * @param headers what the answer said, by any case of the name
 * @param body the answer's body as text
 */
public record Exchange(
    String method,
    String path,
    Map<String, List<String>> requestHeaders,
    String requestBody,
    int status,
    Map<String, List<String>> headers,
    String body) {

  /** Reads header names in any case. */
  public Exchange {
    requestHeaders = inAnyCase(requestHeaders);
    headers = inAnyCase(headers);
  }

  /** What the JDK's client sent and got. */
  public static Exchange of(HttpRequest request, String requestBody, HttpResponse<String> answer) {
    URI uri = request.uri();
    return new Exchange(
        request.method(),
        uri.getRawPath(),
        request.headers().map(),
        requestBody,
        answer.statusCode(),
        answer.headers().map(),
        answer.body());
  }

  /** What was written to a socket and read from it; a body of JSON in one chunk at most. */
  public static Exchange ofSocket(String request, String answer) {
    String[] asked = request.split("[ ?]", 3);
    String[] parts = answer.split("\r\n\r\n", 2);
    List<String> lines = parts[0].lines().toList();
    return new Exchange(
        asked[0],
        asked[1],
        Map.of(),
        "",
        Integer.parseInt(lines.getFirst().split(" ", 3)[1]),
        lines.stream()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.groupingBy(
                    header -> header[0], Collectors.mapping(it -> it[1], Collectors.toList()))),
        parts[1].replaceAll("(?s)^[^{]*|[^}]*$", ""));
  }

  private static Map<String, List<String>> inAnyCase(Map<String, List<String>> headers) {
    Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    return sorted;
  }
}

package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contracttests.Side;
import com.dayzero.customers.contracttests.coverage.Coverage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Where pact-jvm sends its requests; every answer has to be inside the contract. */
final class WitnessedTarget extends HttpTestTarget {
  private final Side side;

  WitnessedTarget(Side side, URI address) {
    super(address.getHost(), address.getPort(), "", () -> _ -> clientThatTakesTheFirstAnswer());
    this.side = side;
  }

  /** Of its own accord, the client would wait as long as a 429 or 503 says, and ask again. */
  private static CloseableHttpClient clientThatTakesTheFirstAnswer() {
    return HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().build();
  }

  @Override
  public ProviderResponse executeInteraction(@Nullable Object client, @Nullable Object request) {
    HttpUriRequest sent = (HttpUriRequest) Objects.requireNonNull(request);
    String requestBody = bodyOf(sent);
    ProviderResponse answer = super.executeInteraction(client, request);
    Map<String, List<String>> headers = new TreeMap<>();
    Objects.requireNonNull(answer.getHeaders())
        .forEach((name, values) -> headers.put(name, List.copyOf(values)));
    Coverage.of(side)
        .saw(
            new Exchange(
                sent.getMethod(),
                sent.getPath(),
                headersOf(sent),
                requestBody,
                Objects.requireNonNull(answer.getStatusCode()),
                headers,
                answer.getBody() == null ? "" : answer.getBody().valueAsString()));
    return answer;
  }

  private static Map<String, List<String>> headersOf(HttpUriRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (Header header : request.getHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    }
    return headers;
  }

  private static String bodyOf(ClassicHttpRequest request) {
    HttpEntity entity = request.getEntity();
    try {
      return entity == null
          ? ""
          : Objects.requireNonNullElse(EntityUtils.toString(entity, StandardCharsets.UTF_8), "");
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}

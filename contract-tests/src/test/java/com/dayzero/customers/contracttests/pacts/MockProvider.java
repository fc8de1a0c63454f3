package com.dayzero.customers.contracttests.pacts;

import com.dayzero.customers.contracttests.RunningMock;
import com.dayzero.customers.contracttests.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The mock: it plays what its documented tokens and businesses say, and answers for others what it
 * is told to.
 */
final class MockProvider implements VerifiedProvider {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Override
  public Side side() {
    return Side.MOCK;
  }

  @Override
  public String address() {
    return RunningMock.address();
  }

  @Override
  public void know(Caller caller) {
    if (!caller.equals(caller.standing().caller()) && !caller.standing().refusal().isEmpty()) {
      answer(caller.standing().refusal());
    }
  }

  /** The mock knows it of every business. */
  @Override
  public void knowPaymentTerm(String businessId) {}

  @Override
  public void interrupt() {
    answer("unavailable");
  }

  @Override
  public void spoil() {
    answer("defect");
  }

  @Override
  public void mend() {
    admin("DELETE", "", "");
  }

  private void answer(String example) {
    admin("PUT", "/defaults", "{\"example\":\"" + example + "\"}");
  }

  private void admin(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/__admin/sessions/default" + path))
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("The mock answers " + status + " to " + request);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

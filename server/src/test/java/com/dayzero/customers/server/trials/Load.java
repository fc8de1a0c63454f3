package com.dayzero.customers.server.trials;

import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Clients that create one customer after the other. Half of them send a request again, with its
 * key, until it is answered: after any failure of the connection, and after a 429 or 503. The
 * others send no key, and so nothing again.
 */
final class Load {
  /** After the end, for the customers that are not answered yet. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Set<Integer> FOR_NOW = Set.of(429, 503);
  private static final int FIRST_PAUSE_MILLIS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 500;

  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final Instant start = Instant.now();
  private final Ledger ledger = new Ledger();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI address;
  private final Tenant tenant;
  private final int count;
  private final boolean patient;
  private volatile Instant giveUp = Instant.MAX;

  private Load(URI address, Tenant tenant, int count, boolean patient) {
    this.address = address.resolve(Api.CUSTOMERS);
    this.tenant = tenant;
    this.count = count;
    this.patient = patient;
  }

  /** Starts so many clients, which go on until {@link #end}. */
  static Load start(URI address, Tenant tenant, int clients) {
    return new Load(address, tenant, clients, true).start();
  }

  /** Starts clients that send nothing again: all but a 201 surprises them. */
  static Load withoutRetries(URI address, Tenant tenant, int clients) {
    return new Load(address, tenant, clients, false).start();
  }

  private Load start() {
    for (int i = 0; i < count; i++) {
      boolean keyed = i % 2 == 0;
      clients.execute(() -> createCustomers(keyed));
    }
    return this;
  }

  /** What they were told until now. */
  Ledger ledger() {
    return ledger;
  }

  /** Waits until more customers were acknowledged, now more and now less of them. */
  void untilItWorks() {
    int more = ledger.count() + ThreadLocalRandom.current().nextInt(50, 300);
    await().atMost(RECOVERY).pollInterval(GLANCE).until(() -> ledger.count() >= more);
  }

  /** Waits until every client, on the average, had to try again so often. */
  void untilItWasRefused(int times) {
    int more = ledger.retries() + times * count;
    await().atMost(RECOVERY).pollInterval(GLANCE).until(() -> ledger.retries() >= more);
  }

  /** Waits until this time has passed since the start. */
  void untilItLasted(Duration length) {
    Instant end = start.plus(length);
    await().atMost(length.plus(RECOVERY)).until(() -> Instant.now().isAfter(end));
  }

  /** Asks for no more customers, waits for the answers to those that were asked for. */
  Ledger end() {
    giveUp = Instant.now().plus(LAST_ANSWERS);
    clients.close();
    http.close();
    System.out.printf(
        "%n%d clients for %.1f seconds%n",
        count, Duration.between(start, Instant.now()).toMillis() / 1000.0);
    return ledger;
  }

  private void createCustomers(boolean keyed) {
    while (giveUp.equals(Instant.MAX)) {
      String key = (keyed ? "" : Ledger.KEYLESS) + UUID.randomUUID();
      ledger.opens(key);
      try {
        create(key);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | AssertionError e) {
        ledger.surprises(e.toString());
      }
    }
  }

  private void create(String key) throws InterruptedException {
    int pause = FIRST_PAUSE_MILLIS;
    while (!isAnswered(key) && patient && Instant.now().isBefore(giveUp)) {
      // Not all at once when a server is back.
      Thread.sleep(ThreadLocalRandom.current().nextInt(pause / 2, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      if (Ledger.isKeyless(key)) {
        ledger.abandons(key);
        return;
      }
    }
  }

  /** Whether the request came to an end, be it a good one or not. */
  private boolean isAnswered(String key) throws InterruptedException {
    HttpRequest request = request(key);
    ledger.sends();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 201) {
        boolean replayed = answer.headers().firstValue("Idempotent-Replayed").isPresent();
        ledger.acknowledges(key, answer.body(), replayed);
        return true;
      }
      Conformance.checked(request, answer);
      if (patient && FOR_NOW.contains(answer.statusCode())) {
        ledger.refuses();
        return false;
      }
      ledger.surprises(answer.statusCode() + " " + answer.body());
      return true;
    } catch (IOException e) {
      ledger.fails();
      if (!patient) {
        ledger.surprises(e.toString());
      }
      return false;
    }
  }

  private HttpRequest request(String key) {
    String json = "{\"name\":\"Customer %1$s\",\"email\":\"%1$s@example.com\"}".formatted(key);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + tenant.token())
            .header("x-business-id", tenant.businessId().toString())
            .header("Content-Type", "application/json")
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofString(json));
    if (!Ledger.isKeyless(key)) {
      request.header("Idempotency-Key", key);
    }
    return request.build();
  }
}

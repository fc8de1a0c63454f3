package com.dayzero.customers.server.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Offers the server four times what it can carry, and prints what it does with that. A measurement,
 * so no part of the build: {@code hosting/trials/run overload}. Sender, server and PostgreSQL share
 * the machine, and what the sender needs is not the server's.
 */
class OverloadTrial {
  private static final int SECONDS = Trial.times("seconds", 10);
  private static final int CLIENTS = Trial.times("clients", 32);
  private static final int REQUESTS_AT_ONCE = Trial.times("requests-at-once", 512);

  /** Beyond it a sender would measure its own lack of threads and files. */
  private static final int MOST_IN_FLIGHT = 8000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  @Test
  void carriesOnWhatItCan() throws Exception {
    Path folder = Trial.folder("overload");
    try (PostgresServer postgres = PostgresServer.create(folder.resolve("postgres"));
        RestartableServer server =
            RestartableServer.start(
                folder.resolve("server"),
                "--customers.database.url=" + PostgresServer.url(postgres),
                "--customers.rate-limit.requests=off",
                "--logging.level.com.dayzero.customers.server.web.AccessLog=warn",
                "--customers.load.requests-at-once=" + REQUESTS_AT_ONCE)) {
      Tenant tenant = postgres.owner();
      HttpRequest create = create(server.address(), tenant);
      closed(create);
      Figures peak = closed(create);
      System.out.printf(
          "%nSender, server and PostgreSQL on %d processors, %d requests at once%n",
          Runtime.getRuntime().availableProcessors(), REQUESTS_AT_ONCE);
      peak.print(CLIENTS + " clients, one after the other");
      for (int factor : new int[] {1, 2, 4}) {
        Figures offered = open(create, factor * peak.created() / SECONDS);
        offered.print("%d times that, offered".formatted(factor));
        assertThat(offered.other()).as("neither 201 nor 503").isZero();
      }
    }
  }

  /** Clients that wait for an answer before they ask again. */
  private Figures closed(HttpRequest create) {
    Figures figures = new Figures();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> {
          while (System.nanoTime() < end) {
            figures.ask(create, System.nanoTime());
          }
        });
      }
    }
    return figures;
  }

  /** So many a second, whether the ones before were answered or not; times count from the plan. */
  private Figures open(HttpRequest create, int perSecond) throws InterruptedException {
    Figures figures = new Figures();
    long start = System.nanoTime();
    AtomicInteger inFlight = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < (long) perSecond * SECONDS; i++) {
        long planned = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
        TimeUnit.NANOSECONDS.sleep(planned - System.nanoTime());
        if (inFlight.incrementAndGet() > MOST_IN_FLIGHT) {
          inFlight.decrementAndGet();
          figures.notSent.incrementAndGet();
        } else {
          clients.execute(() -> {
            figures.ask(create, planned);
            inFlight.decrementAndGet();
          });
        }
      }
    }
    return figures;
  }

  private static HttpRequest create(URI address, Tenant tenant) {
    return HttpRequest.newBuilder(address.resolve(Api.CUSTOMERS))
        .header("Authorization", "Bearer " + tenant.token())
        .header("x-business-id", tenant.businessId().toString())
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(BodyPublishers.ofString("{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}"))
        .build();
  }

  /** What was answered, and when. */
  private final class Figures {
    private final ConcurrentLinkedQueue<Long> created = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger other = new AtomicInteger();
    private final AtomicInteger notSent = new AtomicInteger();

    void ask(HttpRequest create, long since) {
      try {
        int status = client.send(create, BodyHandlers.discarding()).statusCode();
        long time = System.nanoTime() - since;
        switch (status) {
          case 201 -> created.add(time);
          case 503 -> refused.add(time);
          default -> other.incrementAndGet();
        }
      } catch (IOException e) {
        other.incrementAndGet();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    int created() {
      return created.size();
    }

    int other() {
      return other.get();
    }

    void print(String what) {
      System.out.printf(
          "%-34s %6d/s created (p50 %4d ms, p99 %4d ms), %6d/s refused (p50 %4d ms, p99 %4d ms), %d"
              + " other, %d not sent%n",
          what,
          created.size() / SECONDS,
          percentile(created, 50),
          percentile(created, 99),
          refused.size() / SECONDS,
          percentile(refused, 50),
          percentile(refused, 99),
          other.get(),
          notSent.get());
    }

    private static long percentile(ConcurrentLinkedQueue<Long> times, int percent) {
      long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return sorted.length == 0
          ? 0
          : TimeUnit.NANOSECONDS.toMillis(sorted[(sorted.length - 1) * percent / 100]);
    }
  }
}

package com.dayzero.customers.server.trials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Api;
import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.Tenants.Tenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Offers the server up to four times what it carries, and prints what it does with that. A
 * measurement, so no part of the build: {@code hosting/trials/run overload}. The sender has the
 * last processor for itself, as if it were another machine; server and PostgreSQL have the others.
 */
class OverloadTrial {
  private static final int SECONDS = Trial.times("seconds", 10);
  private static final int WARM_UP = Trial.times("warm-up", 60);
  private static final int CLIENTS = Trial.times("clients", 32);

  /** Milliseconds, 100 at most; with many the database is what limits, and not the processors. */
  private static final int COMMIT_DELAY = Trial.times("commit-delay", 0);

  /** Who waits for an answer offers nothing meanwhile: enough that somebody never does. */
  private static final int SENDERS = 2000;

  /**
   * As in production, and not the quicker start that tests have; without what only a packed jar
   * has.
   */
  private static final List<String> JVM =
      List.of(
          "@" + Path.of("../hosting/jvm.options").toAbsolutePath(),
          "-XX:TieredStopAtLevel=4",
          "-XX:AOTMode=off",
          "-Dspring.aot.enabled=false");

  private static final String ACME = "{\"name\":\"Acme Corp\",\"email\":\"a@b.com\"}";

  @Test
  void carriesOnWhatItCan() throws Exception {
    Path folder = Trial.folder("overload");
    try (PostgresServer postgres = PostgresServer.create(folder.resolve("postgres"));
        ServerProcess server =
            ServerProcess.start(
                JVM,
                folder.resolve("server"),
                "--customers.database.url=" + PostgresServer.url(postgres),
                "--customers.rate-limit.requests=off")) {
      Load load = new Load(server.address(), postgres.owner());
      postgres.delayCommits(Duration.ofMillis(COMMIT_DELAY));
      separate();
      // Until what is compiled is compiled: what creates, and what refuses.
      Answers warmUp = load.closed(WARM_UP);
      load.open(4 * warmUp.perSecond());
      Answers before = most(load);
      for (int factor : new int[] {1, 2, 4}) {
        Answers answers = load.open(factor * before.perSecond());
        System.out.printf("%-28s %s%n", factor + " times that, offered", answers);
        assertThat(answers.other).as("neither 201 nor 503").hasValue(0);
        // A machine that is shared with others is faster now and slower then.
        Answers after = most(load);
        System.out.printf(
            Locale.ROOT,
            "= %.2f of the most before and after%n",
            2 * answers.perSecond() / (before.perSecond() + after.perSecond()));
        before = after;
      }
    }
  }

  private static Answers most(Load load) throws InterruptedException {
    Answers most = load.closed(SECONDS);
    System.out.printf("%-28s %s%n", CLIENTS + " clients, in turn", most);
    return most;
  }

  /** Without it the sender would take from the server what it is to measure. */
  private static void separate() throws IOException, InterruptedException {
    int last = Runtime.getRuntime().availableProcessors() - 1;
    assertThat(last).as("the sender needs a processor of its own").isPositive();
    List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
    for (ProcessHandle other : others) {
      pin(other, "0-" + (last - 1));
    }
    pin(ProcessHandle.current(), String.valueOf(last));
  }

  private static void pin(ProcessHandle process, String processors)
      throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder(
                "taskset", "--all-tasks", "--cpu-list", "--pid", processors, "" + process.pid())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(taskset.waitFor()).as("taskset, of Debian's util-linux").isZero();
  }

  private static final class Load {
    private final InetSocketAddress address;
    private final byte[] request;

    Load(URI server, Tenant tenant) {
      this.address = new InetSocketAddress(server.getHost(), server.getPort());
      this.request =
          """
          POST %s HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          x-business-id: %s\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          %s\
          """
              .formatted(Api.CUSTOMERS, tenant.token(), tenant.businessId(), ACME.length(), ACME)
              .getBytes(UTF_8);
    }

    /** Clients that wait for an answer before they ask again. */
    Answers closed(int seconds) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      return send(
          CLIENTS,
          System.nanoTime(),
          () -> {
            long now = System.nanoTime();
            return now < end ? now : -1;
          });
    }

    /** So many a second, whether the ones before are answered or not; times count from the plan. */
    Answers open(double perSecond) throws InterruptedException {
      long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      AtomicLong next = new AtomicLong();
      return send(
          SENDERS,
          start,
          () -> {
            long number = next.getAndIncrement();
            return number < perSecond * SECONDS ? start + (long) (number * 1e9 / perSecond) : -1;
          });
    }

    private Answers send(int senders, long start, Plan plan) throws InterruptedException {
      Answers answers = new Answers();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        Thread sender = Thread.startVirtualThread(() -> send(plan, answers));
        threads.add(sender);
      }
      for (Thread sender : threads) {
        sender.join();
      }
      answers.seconds = (System.nanoTime() - start) / 1e9;
      return answers;
    }

    private void send(Plan plan, Answers answers) {
      long due = plan.next();
      while (due >= 0) {
        try (Socket socket = new Socket()) {
          await(due);
          socket.setTcpNoDelay(true);
          socket.connect(address);
          var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
          boolean closes = false;
          while (due >= 0 && !closes) {
            await(due);
            long sent = System.nanoTime();
            socket.getOutputStream().write(request);
            closes = answers.read(in, due, sent);
            due = plan.next();
          }
        } catch (IOException e) {
          answers.other.incrementAndGet();
          due = plan.next();
        }
      }
    }

    private static void await(long due) {
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** When the next request is due, by {@link System#nanoTime}; negative at the end. */
  private interface Plan {
    long next();
  }

  private static final class Answers {
    private final ConcurrentLinkedQueue<Long> created = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> refused = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> refusedSinceSent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger other = new AtomicInteger();
    private double seconds;

    double perSecond() {
      return created.size() / seconds;
    }

    /** Reads an answer to its end, and tells whether the connection ends with it. */
    boolean read(BufferedReader in, long due, long sent) throws IOException {
      String status = in.readLine();
      if (status == null) {
        throw new IOException("closed without an answer");
      }
      int length = 0;
      boolean closes = false;
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        String header = line.toLowerCase(Locale.ROOT);
        closes |= header.equals("connection: close");
        if (header.startsWith("content-length: ")) {
          length = Integer.parseInt(header.substring("content-length: ".length()));
        }
      }
      for (int left = length; left > 0; left--) {
        in.read();
      }
      long now = System.nanoTime();
      switch (status.substring("HTTP/1.1 ".length()).strip()) {
        case "201" -> created.add(now - due);
        case "503" -> {
          refused.add(now - due);
          refusedSinceSent.add(now - sent);
        }
        default -> other.incrementAndGet();
      }
      return closes;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%5.0f/s created (p50 %4d ms, p99 %4d ms), "
              + "%5.0f/s refused (p50 %4d ms, p99 %4d ms; since sent %4d ms, %4d ms)",
          perSecond(),
          millis(created, 50),
          millis(created, 99),
          refused.size() / seconds,
          millis(refused, 50),
          millis(refused, 99),
          millis(refusedSinceSent, 50),
          millis(refusedSinceSent, 99));
    }

    private static long millis(ConcurrentLinkedQueue<Long> times, int percent) {
      long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
      return sorted.length == 0
          ? 0
          : TimeUnit.NANOSECONDS.toMillis(sorted[(sorted.length - 1) * percent / 100]);
    }
  }
}

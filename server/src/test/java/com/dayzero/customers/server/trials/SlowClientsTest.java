package com.dayzero.customers.server.trials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Prerequisite;
import com.dayzero.customers.server.ServerProcess;
import com.dayzero.customers.server.Tenants.Tenant;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that take connections and give nothing, and what others notice of them. */
class SlowClientsTest {
  private static final int CONNECTIONS = 10_000;

  /** What an ordinary create may take meanwhile, on a machine that is busy with both sides. */
  private static final Duration UNAFFECTED = Duration.ofSeconds(2);

  private static final int CREATES = 20;

  /** In hundreds of bytes: the server reads 8 kB, the rest lies in the system's buffers. */
  private static final int MOST_SENT = 50_000;

  private static PostgresServer postgres;
  private static RestartableServer server;
  private static Tenant owner;

  private final List<SocketChannel> open = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    Path folder = Trial.folder("slow-clients");
    postgres = PostgresServer.create(folder.resolve("postgres"));
    // In 256 MB of heap.
    server =
        RestartableServer.start(
            folder.resolve("server"), "--customers.database.url=" + PostgresServer.url(postgres));
    owner = postgres.owner();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel channel : open) {
      channel.close();
    }
  }

  @Test
  void tenThousandIdleConnectionsAreNotNoticed() throws Exception {
    Prerequisite.check(
        mayOpen(CONNECTIONS + 1000),
        "10,000 connections need as many open files: raise the limit (ulimit -n 20000)");
    openConnections(CONNECTIONS, "");
    assertThatOthersAreServed();
  }

  @Test
  void aThousandHeadsThatDoNotEndAreNotNoticed() throws Exception {
    openConnections(1000, "POST /api/v1/customers HTTP/1.1\r\nHost: a\r\nAuthoriz");
    assertThatOthersAreServed();
  }

  @Test
  void aThousandBodiesThatDoNotEndAreNotNoticed() throws Exception {
    openConnections(1000, head(1_000_000) + "{\"name\":");
    assertThatOthersAreServed();
  }

  private static String head(int bodyBytes) {
    return """
    POST /api/v1/customers HTTP/1.1\r
    Host: a\r
    Authorization: Bearer %s\r
    x-business-id: %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    """
        .formatted(owner.token(), owner.businessId(), bodyBytes);
  }

  private static boolean isRefused(SocketChannel channel) {
    try {
      channel.socket().setSoTimeout(100);
      byte[] status = channel.socket().getInputStream().readNBytes("HTTP/1.1 503".length());
      return new String(status, US_ASCII).equals("HTTP/1.1 503");
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      // The answer was lost, because more was sent after it.
      return true;
    }
  }

  /** They would fill the heap, which ends the server. */
  @Test
  void fourHundredBigBodiesThatDoNotEndAreNotNoticed() throws Exception {
    String start = head(1_000_001) + "{\"name\":\"";
    openConnections(400, start + "x".repeat(999_000));
    assertThat(open.stream().filter(SlowClientsTest::isRefused).count())
        .as("refused for want of memory")
        .isGreaterThan(300);
    assertThatOthersAreServed();
  }

  @Test
  void aCreateFitsHoweverMuchOthersHaveTaken() throws Exception {
    openUntilRefused(40, 999_000);
    for (int bytes = 512_000; bytes > 0; bytes /= 2) {
      openUntilRefused(2, bytes);
    }
    assertThat(create(server.address()).statusCode()).isEqualTo(201);
  }

  private void openUntilRefused(int most, int bodyBytes) throws IOException {
    for (int i = 0; i < most; i++) {
      openConnections(1, head(bodyBytes + 1) + "x".repeat(bodyBytes));
      if (isRefused(open.getLast())) {
        return;
      }
    }
  }

  @Test
  void aHeadWithoutEndIsRefusedBeforeItIsLong() throws Exception {
    assertThat(flood("X-Filler: " + "x".repeat(90) + "\r\n"))
        .as("many headers")
        .isLessThan(MOST_SENT);
    assertThat(flood("x".repeat(100))).as("one header").isLessThan(MOST_SENT);
    assertThatOthersAreServed();
  }

  /** How many hundreds of bytes were taken until the connection was closed. */
  private static int flood(String hundredBytes) throws IOException {
    try (Socket socket = new Socket("localhost", server.address().getPort())) {
      socket
          .getOutputStream()
          .write("POST /api/v1/customers HTTP/1.1\r\nHost: a\r\nX-Head: ".getBytes(US_ASCII));
      byte[] more = hundredBytes.getBytes(US_ASCII);
      for (int sent = 0; sent < 2 * MOST_SENT; sent++) {
        if (socket.getInputStream().available() > 0) {
          byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
          assertThat(new String(start, US_ASCII)).isEqualTo("HTTP/1.1 400");
          return sent;
        }
        try {
          socket.getOutputStream().write(more);
        } catch (SocketException e) {
          return sent;
        }
      }
      return Integer.MAX_VALUE;
    }
  }

  private void openConnections(int count, String sent) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      open.add(channel);
      send(channel, sent);
    }
  }

  /** As much of it as the server takes. */
  private static void send(SocketChannel channel, String sent) {
    try {
      channel.write(ByteBuffer.wrap(sent.getBytes(US_ASCII)));
    } catch (IOException _) {
      // Refused in the middle of it: the connection is closed.
    }
  }

  private static void assertThatOthersAreServed() throws Exception {
    URI address = server.address();
    // A thousand that come in one moment are more than the server takes on: let that moment pass.
    await().until(() -> create(address).statusCode() == 201);
    for (int i = 0; i < CREATES; i++) {
      long start = System.nanoTime();
      assertThat(create(address).statusCode()).isEqualTo(201);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(UNAFFECTED);
    }
  }

  private static HttpResponse<String> create(URI address) throws Exception {
    return ServerProcess.create(address, owner.token(), owner.businessId().toString());
  }

  private static boolean mayOpen(int files) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() >= files;
  }
}

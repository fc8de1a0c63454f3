package com.dayzero.customers.server.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.contract.Prerequisite;
import com.dayzero.customers.server.trials.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code hosting/haproxy.cfg} answers by itself: no status that the contract does not have.
 */
class LoadBalancerTest {
  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final Path CONFIGURATION = Path.of("../hosting/haproxy.cfg");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void needsHaproxy() {
    Prerequisite.check(
        Files.isExecutable(HAPROXY), "HAProxy is missing: install it (apt install haproxy)");
  }

  @Test
  void isA503WhereNoServerListens() throws Exception {
    assertThatItIsA503(answerBefore(Ports.free()));
  }

  @Test
  void isA503WhereAServerBreaksOff() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> breakOff(server));
      assertThatItIsA503(answerBefore(server.getLocalPort()));
    }
  }

  @Test
  void isA503WhereAServerHangs() throws Exception {
    // The system accepts what nobody reads.
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      assertThatItIsA503(answerBefore(server.getLocalPort()));
    }
  }

  private static void assertThatItIsA503(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
  }

  /** What it answers with a server on that port. */
  private HttpResponse<String> answerBefore(int server) throws Exception {
    int port = Ports.free();
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        Files.readString(CONFIGURATION)
                .replaceAll("(?m)^  server .*\\R?", "")
                // As many files as any user may open.
                .replaceAll("maxconn \\d+", "maxconn 200")
                .replaceAll("timeout server \\S+", "timeout server 500ms")
                .replace("  bind :80", "  bind 127.0.0.1:" + port)
                .stripTrailing()
            + "\n  server one 127.0.0.1:%d\n".formatted(server));
    Process balancer =
        new ProcessBuilder(HAPROXY.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      await().atMost(Duration.ofSeconds(20)).until(() -> listens(port));
      HttpRequest create =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/customers".formatted(port)))
              .POST(BodyPublishers.ofString("{}"))
              .build();
      return client.send(create, BodyHandlers.ofString());
    } finally {
      balancer.destroy();
      balancer.onExit().join();
    }
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void breakOff(ServerSocket server) {
    try {
      while (true) {
        try (Socket connection = server.accept()) {
          int _ = connection.getInputStream().read(new byte[8192]);
        }
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }
}

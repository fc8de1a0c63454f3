package com.dayzero.customers.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dayzero.customers.server.database.Database;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The server with a certificate of its own, which the clients here trust and nothing else. */
@RunningServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A greeting of TLS 1.1, with the cipher suites that every TLS 1.1 has. */
  private static final String HELLO_OF_1_1 =
      "160301002f0100002b0302" + "00".repeat(32) + "000004002f00350100";

  private final Tenants tenants;
  private final SelfSigned certificate;
  private final OtherServer server;

  @Autowired
  TlsTest(Tenants tenants, Database database) throws Exception {
    this.tenants = tenants;
    this.certificate = SelfSigned.in(Files.createDirectories(Path.of("target/tls")));
    this.server =
        OtherServer.start(
            database,
            "https",
            "--customers.tls.certificate=" + certificate.certificateFile(),
            "--customers.tls.private-key=" + certificate.keyFile(),
            "--spring.ssl.bundle.watch.file.quiet-period=200ms");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersOverTlsAndAsksForItHenceforth() throws Exception {
    HttpResponse<String> answer = create();
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/api/v1/customers/");
  }

  @Test
  void speaksTls12Too() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
  }

  /** By hand, because this Java's own client would not even try. */
  @Test
  void refusesTls11() throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(HexFormat.of().parseHex(HELLO_OF_1_1));
      byte[] answer = socket.getInputStream().readNBytes(7);
      assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
    }
  }

  @Test
  void answersNothingOfWorthWithoutTls() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(api("http")).timeout(PATIENCE).build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContainIgnoringCase("tomcat").doesNotContain("<");
  }

  @Test
  void takesANewCertificateWithoutARestart() throws Exception {
    BigInteger first = serialNumber();
    certificate.renew();
    await().atMost(PATIENCE).until(() -> !serialNumber().equals(first));
    assertThat(create().statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> create() throws Exception {
    Tenants.Tenant owner = tenants.owner();
    HttpRequest request =
        HttpRequest.newBuilder(api("https"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + owner.token())
            .header("x-business-id", owner.businessId().toString())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"a\",\"email\":\"a@b.com\"}"))
            .build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private URI api(String scheme) {
    return URI.create(server.address(Api.CUSTOMERS).toString().replaceFirst("^https", scheme));
  }

  private SSLContext trust() {
    return certificate.trust();
  }

  private SSLSocket connect() throws IOException {
    SSLSocket socket =
        (SSLSocket) trust().getSocketFactory().createSocket("localhost", server.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private BigInteger serialNumber() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }
}

package com.dayzero.customers.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.server.Tenants.Tenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningServer
class RequestBodyTest {
  private static final String VALID = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";

  private final Api api;
  private final Tenant owner;

  @Autowired
  RequestBodyTest(Api api, Tenants tenants) {
    this.api = api;
    this.owner = tenants.owner();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 201",
    "application/json; charset=utf-8, 201",
    "Application/JSON;charset=latin1, 201",
    "application/vnd.api+json, 201",
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data, 415",
    "application/xml, 415",
    "application/jsonp, 415",
    "json, 415",
    "'', 415"
  })
  void readsJsonByItsContentType(String contentType, int status) {
    HttpResponse<String> answer =
        api.create(owner, BodyPublishers.ofString(VALID), "Content-Type", contentType);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 415) {
      assertThat(answer.body())
          .isEqualTo(
              "{\"detail\":\"Unsupported media type: send JSON with Content-Type"
                  + " application/json\"}");
    }
  }

  @Test
  void asksForAContentType() {
    assertThat(api.create(owner, BodyPublishers.ofString(VALID)).statusCode()).isEqualTo(415);
  }

  @Test
  void missesABodyThatIsEmptyWhateverItsType() {
    String missing =
        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\"],\"msg\":\"Field"
            + " required\",\"input\":null}]}";
    assertThat(api.create(owner, BodyPublishers.noBody()).body()).isEqualTo(missing);
    assertThat(api.create(owner, BodyPublishers.ofString(""), "Content-Type", "text/plain").body())
        .isEqualTo(missing);
  }

  @Test
  void ignoresWhatTheClientWouldLikeToAccept() {
    assertThat(
            api.create(
                    owner,
                    BodyPublishers.ofString(VALID),
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "text/html")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void refusesACompressedBody() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(VALID.getBytes(UTF_8));
    }
    HttpResponse<String> answer =
        api.create(
            owner,
            BodyPublishers.ofByteArray(compressed.toByteArray()),
            "Content-Type",
            "application/json",
            "Content-Encoding",
            "gzip");
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Unsupported content encoding");
    assertThat(send(compressed.toByteArray()).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesATooLargeBodyWhetherItsLengthIsAnnouncedOrNot() {
    byte[] large = new byte[2_000_000];
    for (var body :
        new java.net.http.HttpRequest.BodyPublisher[] {
          BodyPublishers.ofByteArray(large),
          BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))
        }) {
      HttpResponse<String> answer = api.create(owner, body, "Content-Type", "application/json");
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .isEqualTo("{\"detail\":\"Request body is too large: send at most 1048576 bytes\"}");
    }
  }

  @Test
  void readsABodyOfTheLargestSize() {
    String padded = VALID + " ".repeat(1_048_576 - VALID.length());
    assertThat(send(padded.getBytes(UTF_8)).statusCode()).isEqualTo(201);
    assertThat(send((padded + " ").getBytes(UTF_8)).statusCode()).isEqualTo(413);
  }

  @Test
  void isNotImpressedByAHugeAddress() {
    for (String piece : new String[] {" ", "a ", "a@日", "\\u0020"}) {
      String email = piece.repeat(150_000 / piece.length());
      HttpResponse<String> answer =
          send("{\"name\":\"a\",\"email\":\"%s\"}".formatted(email).getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).startsWith("{\"detail\":[{\"type\":\"string_too_long\"");
    }
  }

  @Test
  void readsAByteOrderMarkAndRefusesBytesThatAreNotText() {
    assertThat(send(("\ufeff" + VALID).getBytes(UTF_8)).statusCode()).isEqualTo(201);
    HttpResponse<String> latin1 = send("{\"name\":\"Jürgen\"}".getBytes(ISO_8859_1));
    assertThat(latin1.statusCode()).isEqualTo(400);
    assertThat(latin1.body()).isEqualTo("{\"detail\":\"There was an error parsing the body\"}");
  }

  @Test
  void checksTheBusinessBeforeTheBodyAndTheSizeBeforeTheType() {
    Tenant stranger = new Tenant(java.util.UUID.randomUUID(), owner.userId(), owner.token());
    assertThat(api.create(stranger, BodyPublishers.ofByteArray(new byte[2_000_000])).statusCode())
        .isEqualTo(403);
    assertThat(api.create(owner, BodyPublishers.ofByteArray(new byte[2_000_000])).statusCode())
        .isEqualTo(413);
  }

  private HttpResponse<String> send(byte[] body) {
    return api.create(owner, BodyPublishers.ofByteArray(body), "Content-Type", "application/json");
  }
}

package com.dayzero.customers.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Conformance;
import com.dayzero.customers.server.ServerApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

class OutageTest {
  @TempDir Path folder = Path.of("");

  @Test
  void answers503WithinSecondsWhileTheDatabaseIsAway() throws Exception {
    try (var server =
        SpringApplication.run(
            ServerApplication.class, "--server.port=0", "--customers.data-folder=" + folder)) {
      server.getBean(EmbeddedDatabase.class).close();

      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://localhost:%s/api/v1/customers"
                          .formatted(server.getEnvironment().getProperty("local.server.port"))))
              .header("Authorization", "Bearer dz_any")
              .timeout(Duration.ofSeconds(5))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer =
            Conformance.checked(
                request, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Service temporarily unavailable\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      }
    }
  }
}

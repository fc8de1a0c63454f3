package com.dayzero.customers.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com",
        "http://localhost:3000",
        "https://app.example.com:8443",
        "http://127.0.0.1:8080",
        "http://[::1]:8080"
      })
  void takeAnOriginAsBrowsersSendIt(String origin) {
    assertThat(new CorsSettings(List.of(origin)).origins()).containsExactly(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "",
        "app.example.com",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com/path",
        "https://app.example.com:443",
        "http://app.example.com:80",
        "https://App.example.com",
        "https://user@app.example.com",
        "https://app.example.com?a",
        "file:///tmp",
        "https://"
      })
  void refuseWhatNoBrowserSends(String origin) {
    assertThatThrownBy(() -> new CorsSettings(List.of("https://app.example.com", origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CORS_ORIGINS has '" + origin + "'");
  }
}

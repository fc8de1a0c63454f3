package com.dayzero.customers.mock.session;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import java.util.List;
import java.util.Map;

/** Why a request was answered as it was, kept with it in WireMock's own request journal, too. */
public final class Reason {
  private Reason() {}

  /** Adds a reason to a request. */
  public static void add(ServeEvent event, String reason) {
    event.appendSubEvent(new SubEvent(SubEvent.INFO, null, Map.of("message", reason)));
  }

  /** The reasons of a request, WireMock's own ones too. */
  static List<String> of(ServeEvent event) {
    return event.getSubEvents().stream()
        .map(detail -> String.valueOf(detail.getData().getOrDefault("message", detail.getData())))
        .toList();
  }
}

package com.dayzero.customers.mock.session;

import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.NearMiss;
import java.util.List;

/** Stubs that would have answered in place of another, had the request been a little different. */
final class NearMisses {
  private NearMisses() {}

  /** What kept those stubs from answering that come before the one that did, the nearest first. */
  static List<String> of(ServeEvent event, Admin admin) {
    int answered = priority(event.getStubMapping());
    return admin.findTopNearMissesFor(event.getRequest()).getNearMisses().stream()
        .filter(near -> priority(near.getStubMapping()) < answered)
        .filter(near -> near.getMatchResult().getDistance() > 0)
        .filter(near -> isForTheSameUrl(near, event))
        .map(near -> name(near.getStubMapping()) + " did not match\n" + near.getDiff())
        .toList();
  }

  private static boolean isForTheSameUrl(NearMiss near, ServeEvent event) {
    return near.getStubMapping()
        .getRequest()
        .getUrlMatcher()
        .match(event.getRequest().getUrl())
        .isExactMatch();
  }

  private static int priority(StubMapping stub) {
    return stub.getPriority() == null ? StubMapping.DEFAULT_PRIORITY : stub.getPriority();
  }

  private static String name(StubMapping stub) {
    return stub.getName() == null ? "Stub " + stub.getId() : '"' + stub.getName() + '"';
  }
}

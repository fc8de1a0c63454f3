package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.mock.session.Reason;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.github.tomakehurst.wiremock.verification.NearMiss;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers what no stub answers: a file of {@code __files} where there is one, else 404 or 405 in
 * the server's words, with the reason in {@code X-Mock-Reason} and, next to the nearest stub, in
 * the request's log.
 */
public final class OtherRequests implements ResponseDefinitionTransformerV2 {
  /** The answer's header that says what could have been asked instead. */
  public static final String REASON_HEADER = "X-Mock-Reason";

  private static final int MAX_URL = 300;
  private static final String NAME = "not-in-the-contract";

  private final Contract contract;
  private final StaticFiles files;
  private final Admin admin;

  /** Answers beside this contract. */
  public OtherRequests(Contract contract, StaticFiles files, Admin admin) {
    this.contract = contract;
    this.files = files;
    this.admin = admin;
  }

  /** Whether a request asked for a file and got it. */
  public static boolean isFile(ServeEvent event) {
    return isLastResort(event.getStubMapping()) && event.getResponse().getStatus() < 400;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    LoggedRequest request = event.getRequest();
    String path = request.getUrl().split("\\?", 2)[0];
    boolean reads = List.of("GET", "HEAD").contains(request.getMethod().getName());
    return (reads ? files.find(path) : Optional.<ResponseDefinition>empty())
        .orElseGet(() -> refused(event, path));
  }

  private ResponseDefinition refused(ServeEvent event, String path) {
    String allowed = contract.allowed(path);
    String reason = reason(event.getRequest());
    Reason.add(event, reason);
    ResponseDefinitionBuilder answer =
        allowed.isEmpty()
            ? OnDemand.json(404, new ErrorBody.Sentence("Not Found").toBytes(), Map.of())
            : OnDemand.json(
                405,
                new ErrorBody.Sentence("Method Not Allowed").toBytes(),
                Map.of("Allow", allowed));
    return answer.withHeader(REASON_HEADER, ascii(reason.lines().findFirst().orElse(""))).build();
  }

  private String reason(LoggedRequest request) {
    String nobody = "No stub answers " + request.getMethod() + " " + shortened(request.getUrl());
    return admin.findTopNearMissesFor(request).getNearMisses().stream()
        .filter(near -> !isLastResort(near.getStubMapping()))
        .findFirst()
        .map(near -> nobody + ". The nearest is " + describe(near))
        .orElse(nobody);
  }

  private static String describe(NearMiss near) {
    StubMapping stub = near.getStubMapping();
    String name = Objects.requireNonNullElse(stub.getName(), stub.getId().toString());
    return "\"%s\", %s %s\n%s"
        .formatted(
            name,
            stub.getRequest().getMethod(),
            stub.getRequest().getUrlMatcher().getExpected(),
            near.getDiff());
  }

  private static boolean isLastResort(StubMapping stub) {
    List<String> transformers = stub.getResponse().getTransformers();
    return transformers != null && transformers.contains(NAME);
  }

  private static String shortened(String url) {
    return url.length() > MAX_URL ? url.substring(0, MAX_URL) + "..." : url;
  }

  /** What may stand in a header. */
  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}

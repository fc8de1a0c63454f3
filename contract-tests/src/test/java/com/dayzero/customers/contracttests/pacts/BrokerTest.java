package com.dayzero.customers.contracttests.pacts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Pacts of a broker are fetched, verified, and their results published; here it is stood in for.
 */
@ExtendWith(RestoredProperties.class)
class BrokerTest {
  private static final String TOKEN = "Bearer broker-token";

  @RegisterExtension
  private static final WireMockExtension BROKER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  /** As {@link ServerPactTest}, but against the mock, for the sake of time. */
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  static class PublishedPactTest extends ProviderPactTest {
    @Override
    VerifiedProvider provider() {
      return new MockProvider();
    }
  }

  @BeforeEach
  void useThisBroker() throws IOException {
    System.setProperty("pactbroker.url", BROKER.baseUrl());
    System.setProperty("pactbroker.auth.token", "broker-token");
    System.setProperty("pact.verifier.publishResults", "true");
    System.setProperty("pact.provider.version", "1.2.3");
    System.setProperty("pact.provider.branch", "main");
    BROKER.stubFor(any(anyUrl()).atPriority(9).willReturn(okJson("{}")));
    BROKER.stubFor(
        get("/")
            .withHeader("Authorization", equalTo(TOKEN))
            .willReturn(
                okJson(
                    """
                    {"_links": {
                      "pb:provider-pacts-for-verification":
                        {"href": "%1$s/pacts/provider/{provider}/for-verification", "templated": true},
                      "pb:pacticipant": {"href": "%1$s/pacticipants/customers"}}}
                    """
                        .formatted(BROKER.baseUrl()))));
    BROKER.stubFor(
        get("/pacticipants/customers")
            .willReturn(
                okJson(
                    """
                    {"_links": {"pb:branch-version":
                      {"href": "%s/branches/{branch}/versions/{version}", "templated": true}}}
                    """
                        .formatted(BROKER.baseUrl()))));
    offer(false);
    serve(Files.readString(Path.of("pacts/webshop-customers.json")));
  }

  @Test
  void whatIsHonouredIsPublishedAsSuch() {
    assertThat(failures()).isEmpty();
    BROKER.verify(
        postRequestedFor(urlEqualTo("/results"))
            .withHeader("Authorization", equalTo(TOKEN))
            .withRequestBody(matchingJsonPath("$.success", equalTo("true")))
            .withRequestBody(matchingJsonPath("$.providerApplicationVersion", equalTo("1.2.3"))));
    BROKER.verify(putRequestedFor(urlEqualTo("/branches/main/versions/1.2.3")));
  }

  @Test
  void whatIsNotHonouredFailsAndIsPublishedAsSuch() throws IOException {
    serve(pactThatIsNotHonoured());
    assertThat(failures()).singleElement().asString().contains("Go away");
    BROKER.verify(
        postRequestedFor(urlEqualTo("/results"))
            .withRequestBody(matchingJsonPath("$.success", equalTo("false"))));
  }

  @Test
  void aPendingPactFailsNobodysBuild() throws IOException {
    System.setProperty("pactbroker.enablePending", "true");
    System.setProperty("pactbroker.providerBranch", "main");
    System.setProperty("pactbroker.includeWipPactsSince", "2026-01-01");
    offer(true);
    serve(pactThatIsNotHonoured());
    run(PublishedPactTest.class)
        .testEvents()
        .assertStatistics(it -> it.succeeded(5).aborted(1).failed(0));
    BROKER.verify(
        postRequestedFor(urlEqualTo("/pacts/provider/customers/for-verification"))
            .withRequestBody(
                equalToJson(
                    """
                    {"includePendingStatus": true, "providerVersionBranch": "main",
                     "includeWipPactsSince": "2026-01-01"}
                    """,
                    true,
                    true)));
    BROKER.verify(
        postRequestedFor(urlEqualTo("/results"))
            .withRequestBody(matchingJsonPath("$.success", equalTo("false"))));
  }

  @Test
  void theSelectorsChooseThePacts() {
    System.setProperty(
        "pactbroker.consumerversionselectors.rawjson", "[{\"deployedOrReleased\": true}]");
    assertThat(failures()).isEmpty();
    BROKER.verify(
        postRequestedFor(urlEqualTo("/pacts/provider/customers/for-verification"))
            .withRequestBody(matchingJsonPath("$.consumerVersionSelectors[0].deployedOrReleased")));
  }

  @Test
  void nothingIsPublishedOfTheMock() {
    run(MockPactTest.class).testEvents().assertStatistics(it -> it.succeeded(6));
    BROKER.verify(0, postRequestedFor(urlEqualTo("/results")));
  }

  @Test
  void aBrokerThatRefusesIsTold() {
    BROKER.stubFor(any(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(401)));
    assertThat(failures(run(PublishedPactTest.class).containerEvents()))
        .singleElement()
        .asString()
        .contains("check -Dpactbroker.url and -Dpactbroker.auth.token");
  }

  /** Why interactions failed, of the six that were verified. */
  private static List<String> failures() {
    Events tests = run(PublishedPactTest.class).testEvents();
    tests.assertStatistics(it -> it.started(6));
    return failures(tests);
  }

  private static EngineExecutionResults run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
  }

  private static List<String> failures(Events events) {
    return events.failed().stream()
        .map(it -> it.getRequiredPayload(TestExecutionResult.class))
        .map(it -> String.valueOf(it.getThrowable().map(Throwable::getMessage).orElse("")))
        .toList();
  }

  /** What the broker answers to the question for pacts. */
  private static void offer(boolean pending) {
    BROKER.stubFor(
        post("/pacts/provider/customers/for-verification")
            .withHeader("Authorization", equalTo(TOKEN))
            .willReturn(
                okJson(
                    """
                    {"_embedded": {"pacts": [{
                      "shortDescription": "latest",
                      "verificationProperties": {"pending": %s, "notices": []},
                      "_links": {"self": {"href": "%s/webshop-pact", "name": "webshop"}}}]}}
                    """
                        .formatted(pending, BROKER.baseUrl()))));
  }

  /** Lets the broker have this pact of the web shop. */
  private static void serve(String pact) {
    String links =
        """
        {"_links": {
          "pb:publish-verification-results": {"href": "%1$s/results"},
          "pb:provider": {"href": "%1$s/pacticipants/customers"}},\
        """
            .formatted(BROKER.baseUrl());
    BROKER.stubFor(get("/webshop-pact").willReturn(okJson(pact.replaceFirst("\\{", links))));
  }

  private static String pactThatIsNotHonoured() throws IOException {
    String pact = Files.readString(Path.of("pacts/webshop-customers.json"));
    String broken = pact.replace("\"detail\": \"Not authenticated\"", "\"detail\": \"Go away\"");
    assertThat(broken).isNotEqualTo(pact);
    return broken;
  }
}

package com.dayzero.customers.contracttests.consumers;

import static au.com.dius.pact.consumer.dsl.Matchers.regexp;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.CONSUMER;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.CREATOR;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.MINIMAL;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.headers;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.json;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.sends;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.without;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import au.com.dius.pact.core.model.annotations.PactDirectory;
import com.dayzero.customers.contracttests.consumers.InvoicingApp.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the invoicing app relies on when it is refused. Its pact is written to {@code target/pacts};
 * the one that is verified lies in {@code pacts}, as if its team had handed it in.
 */
@PactConsumerTest
@PactTestFor(providerName = "customers", pactVersion = PactSpecVersion.V4)
@PactDirectory("target/pacts")
class InvoicingAppRefusalsPactTest {
  private static final String MISTAKES = "{\"name\":\"\",\"credit_limit_cents\":-1}";
  private static final Map<String, String> BUSY = headers("Authorization", "Bearer dz_too_busy");
  private static final String UNKNOWN_TERM =
      """
      {"name":"Acme Corp","email":"billing@acme.com",\
      "default_payment_term_id":"01940000-0000-7000-8000-000000000031"}\
      """;

  @Pact(consumer = CONSUMER)
  V4Pact refusals(PactBuilder pact) {
    refuse(
        pact,
        "a customer without a token",
        "",
        MINIMAL,
        without("Authorization"),
        401,
        "Not authenticated");
    refuse(
        pact,
        "a customer with a token that was revoked",
        "a revoked token",
        MINIMAL,
        headers("Authorization", "Bearer dz_revoked"),
        401,
        "Not authenticated");
    refuse(
        pact,
        "a customer without a business",
        CREATOR,
        MINIMAL,
        without("x-business-id"),
        400,
        "Header x-business-id is missing: send the UUID of the business");
    refuse(
        pact,
        "a customer of a business that is not the user's",
        "a user of another business",
        MINIMAL,
        headers("x-business-id", "01940000-0000-7000-8000-000000000099"),
        403,
        "Not enough permissions");
    refuse(
        pact,
        "a customer from a viewer",
        "a user who may only read",
        MINIMAL,
        headers("Authorization", "Bearer dz_viewer"),
        403,
        "Not enough permissions");
    refuse(
        pact,
        "a customer that is not JSON",
        CREATOR,
        MINIMAL,
        headers("Content-Type", "text/plain"),
        415,
        "Unsupported media type: send JSON with Content-Type application/json");
    refuse(
        pact,
        "a customer with a payment term that is not the business's",
        CREATOR,
        UNKNOWN_TERM,
        headers(),
        400,
        "default_payment_term_id is not a payment term of this business: send the id of one, or"
            + " null");
    return pact.toPact();
  }

  @Test
  @PactTestFor(pactMethod = "refusals")
  void tellsWhyItWasRefused(MockServer api) throws Exception {
    InvoicingApp app = new InvoicingApp(api.getUrl());
    assertThat(app.create(MINIMAL, without("Authorization")).status()).isEqualTo(401);
    assertThat(app.create(MINIMAL, headers("Authorization", "Bearer dz_revoked")).status())
        .isEqualTo(401);
    assertThat(app.create(MINIMAL, without("x-business-id")).status()).isEqualTo(400);
    assertThat(
            app.create(MINIMAL, headers("x-business-id", "01940000-0000-7000-8000-000000000099"))
                .status())
        .isEqualTo(403);
    assertThat(app.create(MINIMAL, headers("Authorization", "Bearer dz_viewer")).status())
        .isEqualTo(403);
    assertThat(app.create(MINIMAL, headers("Content-Type", "text/plain")).status()).isEqualTo(415);
    assertThat(app.create(UNKNOWN_TERM, headers()).status()).isEqualTo(400);
  }

  @Pact(consumer = CONSUMER)
  V4Pact violations(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer with several mistakes",
            it ->
                sends(it.state(CREATOR), MISTAKES, headers())
                    .willRespondWith(answer ->
                        answer
                            .status(422)
                            .body(
                                """
                                {"detail":[\
                                {"type":"string_too_short","loc":["body","name"],\
                                "msg":"String should have at least 1 character","input":"",\
                                "ctx":{"min_length":1}},\
                                {"type":"missing","loc":["body","email"],"msg":"Field required",\
                                "input":{"name":"","credit_limit_cents":-1}},\
                                {"type":"greater_than_equal","loc":["body","credit_limit_cents"],\
                                "msg":"Input should be greater than or equal to 0","input":-1,\
                                "ctx":{"ge":0}}]}\
                                """,
                                "application/json")))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "violations")
  void showsEveryMistakeAtItsField(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(MISTAKES, headers());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("detail").valueStream().map(it -> it.at("/loc/1").asString()))
        .containsExactly("name", "email", "credit_limit_cents");
  }

  @Pact(consumer = CONSUMER)
  V4Pact interruption(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer while the service is interrupted",
            it ->
                sends(it.state(CREATOR).state("the service is unavailable"), MINIMAL, headers())
                    .willRespondWith(answer ->
                        json(
                            answer.status(503).header("Retry-After", regexp("[1-9]\\d*", "1")),
                            body -> body.stringValue("detail", "Service temporarily unavailable"))))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "interruption")
  void waitsAsLongAsItIsTold(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(MINIMAL, headers());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }

  @Pact(consumer = CONSUMER)
  V4Pact haste(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer after too many requests",
            it ->
                sends(it.state("a token that was used too often"), MINIMAL, BUSY)
                    .willRespondWith(answer ->
                        json(
                            answer.status(429).header("Retry-After", regexp("[1-9]\\d*", "1")),
                            body -> body.stringType("detail", "Too many requests"))))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "haste")
  void comesBackAfterTheSecondsThatItIsTold(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(MINIMAL, BUSY);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }

  @Pact(consumer = CONSUMER)
  V4Pact defect(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer where the service has a defect",
            it ->
                sends(it.state(CREATOR).state("the service has a defect"), MINIMAL, headers())
                    .willRespondWith(answer ->
                        json(
                            answer.status(500),
                            body -> {
                              body.stringValue("detail", "Internal Server Error");
                              body.stringType("request_id", "an-id");
                            })))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "defect")
  void asksForHelpWithTheRequestsId(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(MINIMAL, headers());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.json().get("request_id").asString()).isNotEmpty();
  }

  private static void refuse(
      PactBuilder pact,
      String description,
      String state,
      String json,
      Map<String, String> headers,
      int status,
      String detail) {
    pact.expectsToReceiveHttpInteraction(
        description,
        it ->
            sends(state.isEmpty() ? it : it.state(state), json, headers)
                .willRespondWith(answer ->
                    json(
                        answer.status(status).header("X-Request-Id", regexp("\\S+", "an-id")),
                        body -> body.stringValue("detail", detail))));
  }
}

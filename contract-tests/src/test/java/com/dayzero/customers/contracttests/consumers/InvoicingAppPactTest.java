package com.dayzero.customers.contracttests.consumers;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static au.com.dius.pact.consumer.dsl.Matchers.regexp;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonBody;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import au.com.dius.pact.core.model.annotations.PactDirectory;
import com.dayzero.customers.contracttests.consumers.InvoicingApp.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What the invoicing app relies on. Its pact is written to {@code target/pacts}; the one that is
 * verified lies in {@code pacts}, as if its team had handed it in.
 */
@PactConsumerTest
@PactTestFor(providerName = "customers", pactVersion = PactSpecVersion.V4)
@PactDirectory("target/pacts")
class InvoicingAppPactTest {
  static final String CONSUMER = "invoicing-app";

  private static final String CREATOR = "a user who may create customers";
  private static final String UUID_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final String AN_ID = "01940000-0000-7000-8000-000000000001";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
  private static final String A_TIME = "2026-03-01T09:30:00.123456Z";
  private static final List<String> OPTIONAL =
      List.of(
          "address",
          "phone",
          "tax_id",
          "website",
          "notes",
          "credit_limit_cents",
          "default_payment_term_id",
          "category",
          "deleted_at",
          "stripe_customer_id",
          "invoice_footer");
  private static final String MINIMAL = "{\"name\":\"Acme Corp\",\"email\":\"billing@acme.com\"}";
  private static final String OTHER = "{\"name\":\"Other\",\"email\":\"billing@acme.com\"}";
  private static final String MISTAKES = "{\"name\":\"\",\"credit_limit_cents\":-1}";
  private static final String UNKNOWN_TERM =
      """
      {"name":"Acme Corp","email":"billing@acme.com",\
      "default_payment_term_id":"01940000-0000-7000-8000-000000000031"}\
      """;
  private static final String COMPLETE =
      """
      {"name":"Acme \\"Rockets\\" Corp","email":"billing@acme.com","address":"1 Main Street\\nSpringfield",\
      "phone":"+1 555 0100","tax_id":"12-3456789","website":"https://acme.com","notes":"Likes 🚀",\
      "credit_limit_cents":100000,"default_payment_term_id":"01940000-0000-7000-8000-000000000030",\
      "status":"inactive","category":"Retail","invoice_footer":"Thank you."}\
      """;

  @Pact(consumer = CONSUMER)
  V4Pact minimal(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer with only what is required",
            it ->
                sends(it.state(CREATOR), MINIMAL, headers())
                    .willRespondWith(answer ->
                        created(
                            answer,
                            body -> {
                              body.stringValue("name", "Acme Corp");
                              body.stringValue("email", "billing@acme.com");
                              body.stringValue("status", "active");
                              body.booleanValue("is_deleted", false);
                              body.array("contacts", contacts -> {});
                              for (String field : OPTIONAL) {
                                body.nullValue(field);
                              }
                            })))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "minimal")
  void createsACustomerWithOnlyWhatIsRequired(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(MINIMAL, headers());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("address").isNull()).isTrue();
    assertThat(answer.header("Location")).endsWith(answer.json().get("id").asString());
  }

  @Pact(consumer = CONSUMER)
  V4Pact complete(PactBuilder pact) {
    return pact.expectsToReceiveHttpInteraction(
            "a customer with every field",
            it ->
                sends(it.state(CREATOR).state("a payment term"), COMPLETE, headers())
                    .willRespondWith(answer ->
                        created(
                            answer,
                            body -> {
                              body.stringValue("name", "Acme \"Rockets\" Corp");
                              body.stringValue("email", "billing@acme.com");
                              body.stringValue("address", "1 Main Street\nSpringfield");
                              body.stringType("phone", "+1 555 0100");
                              body.stringType("tax_id", "12-3456789");
                              body.stringType("website", "https://acme.com");
                              body.stringValue("notes", "Likes 🚀");
                              body.integerType("credit_limit_cents", 100000);
                              body.stringType("default_payment_term_id", AN_ID);
                              body.stringMatcher("status", "active|inactive|blocked", "inactive");
                              body.stringType("category", "Retail");
                              body.stringType("invoice_footer", "Thank you.");
                            })))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "complete")
  void createsACustomerWithEveryField(MockServer api) throws Exception {
    Answer answer = new InvoicingApp(api.getUrl()).create(COMPLETE, headers());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("credit_limit_cents").longValue()).isEqualTo(100_000);
    assertThat(answer.json().get("notes").asString()).isEqualTo("Likes 🚀");
  }

  @Pact(consumer = CONSUMER)
  V4Pact sentAgain(PactBuilder pact) {
    Map<String, Object> before =
        Map.of(
            "idempotencyKey",
            "invoicing-app-1",
            "body",
            Map.of("name", "Acme Corp", "email", "billing@acme.com"));
    Map<String, String> headers = headers("Idempotency-Key", "invoicing-app-1");
    return pact.expectsToReceiveHttpInteraction(
            "a customer that was sent before",
            it ->
                sends(
                        it.state("a customer created with an idempotency key", before),
                        MINIMAL,
                        headers)
                    .willRespondWith(answer ->
                        created(answer, body -> body.stringValue("name", "Acme Corp"))
                            .header("Idempotent-Replayed", "true")))
        .expectsToReceiveHttpInteraction(
            "another customer with a key that was used before",
            it ->
                sends(
                        it.state("a customer created with an idempotency key", before),
                        OTHER,
                        headers)
                    .willRespondWith(answer ->
                        json(
                            answer.status(422),
                            body ->
                                body.array(
                                    "detail",
                                    errors ->
                                        errors.object(error -> {
                                          error.stringValue("type", "idempotency_key_reused");
                                          error.array(
                                              "loc",
                                              loc ->
                                                  loc.stringValue("header")
                                                      .stringValue("Idempotency-Key"));
                                        })))))
        .toPact();
  }

  @Test
  @PactTestFor(pactMethod = "sentAgain")
  void sendsACustomerAgainWithoutMakingASecond(MockServer api) throws Exception {
    InvoicingApp app = new InvoicingApp(api.getUrl());
    Map<String, String> headers = headers("Idempotency-Key", "invoicing-app-1");
    assertThat(app.create(MINIMAL, headers).header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(app.create(OTHER, headers).status()).isEqualTo(422);
  }

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

  private static HttpInteractionBuilder sends(
      HttpInteractionBuilder interaction, String json, Map<String, String> headers) {
    Map<String, String> others = new LinkedHashMap<>(headers);
    String type = others.remove("Content-Type");
    return interaction.withRequest(request ->
        request.method("POST").path("/api/v1/customers").headers(others).body(json, type));
  }

  private static HttpResponseBuilder created(
      HttpResponseBuilder answer, Consumer<LambdaDslJsonBody> fields) {
    return json(
        answer
            .status(201)
            .header("Location", regexp("/api/v1/customers/" + UUID_7, "/api/v1/customers/" + AN_ID))
            .header("X-Request-Id", regexp("\\S+", "an-id")),
        body -> {
          body.stringMatcher("id", UUID_7, AN_ID);
          body.stringMatcher("created_at", TIME, A_TIME);
          body.stringMatcher("updated_at", TIME, A_TIME);
          fields.accept(body);
        });
  }

  private static HttpResponseBuilder json(
      HttpResponseBuilder answer, Consumer<LambdaDslJsonBody> fields) {
    return answer.header("Content-Type", "application/json").body(newJsonBody(fields).build());
  }

  private static Map<String, String> headers(String... others) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer dz_your_token");
    headers.put("x-business-id", "01940000-0000-7000-8000-000000000010");
    headers.put("Content-Type", "application/json");
    for (int i = 0; i < others.length; i += 2) {
      headers.put(others[i], others[i + 1]);
    }
    return headers;
  }

  private static Map<String, String> without(String name) {
    Map<String, String> headers = headers();
    headers.remove(name);
    return headers;
  }
}

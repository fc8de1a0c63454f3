package com.dayzero.customers.contracttests.consumers;

import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.AN_ID;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.CONSUMER;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.CREATOR;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.MINIMAL;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.created;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.headers;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.json;
import static com.dayzero.customers.contracttests.consumers.InvoicingAppPact.sends;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the invoicing app relies on when it creates customers. Its pact is written to {@code
 * target/pacts}; the one that is verified lies in {@code pacts}, as if its team had handed it in.
 */
@PactConsumerTest
@PactTestFor(providerName = "customers", pactVersion = PactSpecVersion.V4)
@PactDirectory("target/pacts")
class InvoicingAppPactTest {
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
  private static final String OTHER = "{\"name\":\"Other\",\"email\":\"billing@acme.com\"}";
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
}

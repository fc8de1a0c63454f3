package com.dayzero.customers.contracttests.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Exchange;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.contracttests.Wire;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests from the contract's schemas: what fits is taken and read back equal, what does not is
 * refused naming exactly the fields that do not. A failure shows the smallest such request.
 */
abstract class GeneratedRequestsTest {
  private static final long SEED = 20261124;
  private static final int EXAMPLES = 500;
  private static final Contract CONTRACT = Contract.load();
  static final String PAYMENT_TERM = "01940000-0000-7000-8000-000000000030";

  private final GeneratedRequests requests =
      new GeneratedRequests(
          CONTRACT,
          CONTRACT.operations().getFirst(),
          Map.of(
              "default_payment_term_id",
              List.of(
                  JsonNodeFactory.instance.nullNode(),
                  JsonNodeFactory.instance.stringNode(PAYMENT_TERM))));

  /** How to call the side that is tested. */
  abstract Wire wire();

  /** Who may create customers there, with the payment term above. */
  abstract Map<String, String> headers();

  /** What is stored of the customer in an answer; the answer where nothing is. */
  abstract JsonNode stored(JsonNode answer);

  @Test
  void whatFitsIsTakenAndReadBackEqual(TestReporter report) {
    Map<Integer, Integer> counts = new TreeMap<>();
    qt().withFixedSeed(SEED)
        .withExamples(EXAMPLES)
        .forAll(requests.valid())
        .checkAssert(body -> {
          Exchange answer = send(body);
          counts.merge(answer.status(), 1, Integer::sum);
          assertThat(answer.status()).as(answer.body()).isEqualTo(201);
          JsonNode customer = WireJson.mapper().readTree(answer.body());
          JsonNode stored = stored(customer);
          JsonNode request = WireJson.mapper().readTree(answer.requestBody());
          for (FieldValues field : requests.fields()) {
            JsonNode sent = request.path(field.name());
            JsonNode expected = sent.isMissingNode() ? requests.absent(field) : sent;
            assertThat(customer.get(field.name())).as(field.name()).isEqualTo(expected);
            assertThat(stored.get(field.name())).as("stored " + field.name()).isEqualTo(expected);
          }
        });
    report.publishEntry("valid requests, seed " + SEED, counts.toString());
  }

  @Test
  void whatDoesNotFitIsRefusedNamingExactlyTheBrokenFields(TestReporter report) {
    Map<Integer, Integer> counts = new TreeMap<>();
    qt().withFixedSeed(SEED)
        .withExamples(EXAMPLES)
        .forAll(requests.invalid())
        .checkAssert(body -> {
          Exchange answer = send(body.json());
          counts.merge(answer.status(), 1, Integer::sum);
          assertThat(answer.status()).as(answer.body()).isEqualTo(422);
          assertThat(namedIn(answer)).isEqualTo(body.broken());
        });
    report.publishEntry("invalid requests, seed " + SEED, counts.toString());
  }

  @Test
  void everyLimitIsTakenAndJustPastItRefused(TestReporter report) {
    int values = 0;
    for (FieldValues field : requests.fields()) {
      for (JsonNode value : field.fitting()) {
        Exchange answer = send(requests.with(field, value));
        assertThat(answer.status())
            .as(field.name() + " " + answer.body())
            .isEqualTo(requests.isKnown(field, value) ? 201 : 400);
        values++;
      }
      for (JsonNode value : field.misfits()) {
        assertThat(namedIn(send(requests.with(field, value))))
            .as(field.name() + " is " + value)
            .containsExactly(field.name());
        values++;
      }
    }
    report.publishEntry("values at and past limits", String.valueOf(values));
  }

  static Map<String, String> headers(String token, String businessId) {
    return Map.of(
        "Authorization",
        "Bearer " + token,
        "x-business-id",
        businessId,
        "Content-Type",
        "application/json");
  }

  private Exchange send(ObjectNode body) {
    return wire()
        .send("POST", CONTRACT.operations().getFirst().path(), headers(), WireJson.write(body));
  }

  private static Set<String> namedIn(Exchange answer) {
    Set<String> named = new TreeSet<>();
    WireJson.mapper()
        .readTree(answer.body())
        .path("detail")
        .forEach(error -> named.add(error.at("/loc/1").asString("(none)")));
    return named;
  }
}

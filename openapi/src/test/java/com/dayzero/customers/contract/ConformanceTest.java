package com.dayzero.customers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ConformanceTest {
  private static final Contract CONTRACT = Contract.load();
  private static final Operation CREATE = CONTRACT.operations().getFirst();
  private static final Example COMPLETE =
      CREATE.examples().stream()
          .filter(it -> it.name().equals("complete"))
          .findFirst()
          .orElseThrow();
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Type",
          List.of("application/json"),
          "X-Request-Id",
          List.of("an-id"),
          "Location",
          List.of("/api/v1/customers/1"));

  private final Conformance conformance = new Conformance(CONTRACT);

  @Test
  void anAnswerThatTheContractShowsIsInside() {
    assertThat(violations(201, HEADERS, COMPLETE.body().toString())).isEmpty();
  }

  @Test
  void aStatusThatIsNotDocumentedIsOutside() {
    assertThat(violations(418, HEADERS, "{}"))
        .singleElement()
        .satisfies(it -> assertThat(it.place()).isEqualTo("response.status"))
        .asString()
        .contains("418 is not documented; it has [201, 400,")
        .contains("customers.yaml#/paths/~1api~1v1~1customers/post/responses");
  }

  @Test
  void aFieldThatIsNotDocumentedIsOutside() {
    ObjectNode body = body().put("vat_number", "1");
    assertThat(violations(201, HEADERS, body.toString()))
        .extracting(Conformance.Violation::place, Conformance.Violation::words)
        .containsExactly(tuple("response.body/vat_number", "is not documented"));
  }

  @Test
  void aFieldThatIsLeftOutIsOutsideThoughItsSchemaDoesNotRequireIt() {
    ObjectNode body = body();
    body.remove("deleted_at");
    assertThat(violations(201, HEADERS, body.toString()).toString())
        .contains("response.body/deleted_at is missing");
  }

  @Test
  void aFieldOfAnotherTypeOrOrderIsOutside() {
    assertThat(violations(201, HEADERS, body().put("contacts", "none").toString()).toString())
        .contains("response.body/contacts");
    ObjectNode reordered = body();
    reordered.set("id", reordered.remove("id"));
    assertThat(violations(201, HEADERS, reordered.toString()).toString())
        .contains("in another order");
  }

  @ParameterizedTest
  @CsvSource({
    "Location, is missing",
    "X-Request-Id, is missing",
    "Content-Type, is missing",
  })
  void aPromisedHeaderThatIsMissingIsOutside(String name, String words) {
    Map<String, List<String>> headers = new HashMap<>(HEADERS);
    headers.remove(name);
    assertThat(violations(201, headers, COMPLETE.body().toString()))
        .extracting(Conformance.Violation::place, Conformance.Violation::words)
        .containsExactly(tuple("response.header " + name, words));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Request-Id, a b",
    "Idempotent-Replayed, maybe",
    "Content-Type, text/plain",
  })
  void aHeaderWithAnotherValueIsOutside(String name, String value) {
    Map<String, List<String>> headers = new HashMap<>(HEADERS);
    headers.put(name, List.of(value));
    assertThat(violations(201, headers, COMPLETE.body().toString()))
        .singleElement()
        .satisfies(it -> assertThat(it.place()).isEqualTo("response.header " + name));
  }

  @Test
  void aSchemeOtherThanTheContractsIsOutside() {
    Map<String, List<String>> headers = new HashMap<>(HEADERS);
    headers.put("WWW-Authenticate", List.of("Basic"));
    assertThat(violations(401, headers, "{\"detail\":\"Not authenticated\"}").toString())
        .contains("response.header WWW-Authenticate is \"Basic\", not \"Bearer\"");
  }

  @Test
  void aNumberInAHeaderIsReadAsOne() {
    Map<String, List<String>> headers = new HashMap<>(HEADERS);
    headers.put("Retry-After", List.of("1"));
    assertThat(violations(503, headers, "{\"detail\":\"Later\"}")).isEmpty();
    headers.put("Retry-After", List.of("soon"));
    assertThat(violations(503, headers, "{\"detail\":\"Later\"}")).isNotEmpty();
  }

  @Test
  void anErrorOfAnotherShapeIsOutside() {
    assertThat(violations(403, HEADERS, "{\"error\":\"no\"}").toString())
        .contains("response.body/detail is missing")
        .contains("response.body/error is not documented");
    assertThat(violations(422, HEADERS, "{\"detail\":\"no\"}").toString())
        .contains("response.body/detail");
    assertThat(violations(400, HEADERS, "<html>").toString()).contains("is not JSON");
  }

  @Test
  void anExpectationNamesOnlyWhatMatters() {
    assertThat(conformance.ofExpectation(CREATE, 201, Map.of(), "{\"address\":null}")).isEmpty();
    assertThat(conformance.ofExpectation(CREATE, 401, Map.of(), null)).isEmpty();
  }

  @Test
  void anExpectationOfWhatIsNotDocumentedIsOutside() {
    assertThat(
            conformance
                .ofExpectation(
                    CREATE,
                    201,
                    Map.of("X-Rate-Limit", List.of("1")),
                    "{\"contacts\":[{\"fax\":1}]}")
                .toString())
        .contains("response.header X-Rate-Limit is not documented for 201")
        .contains("response.body/contacts/0/fax is not documented")
        .contains("customers.yaml#/components/schemas/CustomerContactResponse/properties)");
  }

  @Test
  void otherRequestsAreNotTheContracts() {
    assertThat(conformance.ofAnswer(new Exchange("GET", "/docs", Map.of(), "", 200, Map.of(), "")))
        .isEmpty();
  }

  @Test
  void sayingSoFailsATest() {
    assertThatThrownBy(() -> conformance.check(exchange(418, HEADERS, "{}")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("418 to POST /api/v1/customers is outside the contract");
  }

  private static ObjectNode body() {
    return (ObjectNode) COMPLETE.body().deepCopy();
  }

  private List<Conformance.Violation> violations(
      int status, Map<String, List<String>> headers, String body) {
    return conformance.ofAnswer(exchange(status, headers, body));
  }

  private static Exchange exchange(int status, Map<String, List<String>> headers, String body) {
    return new Exchange("POST", "/api/v1/customers", Map.of(), "", status, headers, body);
  }
}

package com.dayzero.customers.contracttests;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.WireJson;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Checks answers to creating a customer against what the contract documents: status, headers and
 * body.
 */
final class ContractAnswers {
  private static final String IRI = "urn:contract-tests:contract.json";

  private final JsonNode document;
  private final JsonNode responses;
  private final SchemaRegistry registry;

  ContractAnswers(Contract contract) {
    this.document = contract.document();
    this.responses = document.at("/paths/~1api~1v1~1customers/post/responses");
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), it -> it.schemas(Map.of(IRI, document.toString())));
  }

  /** Fails where the answer is not one that the contract documents. */
  void check(HttpResponse<String> answer) {
    JsonNode response = responses.path(String.valueOf(answer.statusCode()));
    assertThat(response.isMissingNode())
        .as("status %d is documented: %s", answer.statusCode(), answer.body())
        .isFalse();
    checkHeaders(answer, response.path("headers"));
    String pointer = response.at("/content/application~1json/schema/$ref").asString().substring(1);
    Schema schema = registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
    JsonNode body = WireJson.mapper().readTree(answer.body());
    assertThat(schema.validate(body)).as(answer.body()).isEmpty();
    if (document.at(pointer).path("x-all-properties-present").asBoolean(false)) {
      assertThat(body.propertyNames())
          .containsExactlyElementsOf(document.at(pointer + "/properties").propertyNames());
    }
  }

  private void checkHeaders(HttpResponse<String> answer, JsonNode headers) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    headers.forEachEntry((name, header) -> {
      JsonNode resolved =
          header.has("$ref") ? document.at(header.get("$ref").asString().substring(1)) : header;
      if (resolved.path("required").asBoolean(false)) {
        assertThat(answer.headers().firstValue(name)).as(name).isPresent();
      }
    });
  }
}

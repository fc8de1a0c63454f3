package com.dayzero.customers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ContractTest {
  private static final Contract CONTRACT = Contract.load();
  private static final String IRI = "urn:test:contract.json";

  /** By the OpenAPI Initiative's own schema, which knows nothing of our generator. */
  @Test
  void isValidOpenApi() throws IOException {
    try (InputStream oas =
        Objects.requireNonNull(getClass().getResourceAsStream("/oas/schema-3.1.json"))) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(WireJson.mapper().readTree(oas));
      assertThat(schema.validate(CONTRACT.document())).isEmpty();
    }
  }

  @Test
  void itsSchemasAreValidJsonSchema() {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    CONTRACT
        .document()
        .at("/components/schemas")
        .forEachEntry((name, schema) -> assertThat(metaSchema.validate(schema)).as(name).isEmpty());
  }

  static Stream<Arguments> examples() {
    JsonNode operation = CONTRACT.document().at("/paths/~1api~1v1~1customers/post");
    return Stream.concat(
            Stream.of(Map.entry("request", operation.get("requestBody"))),
            operation.get("responses").propertyStream())
        .flatMap(message -> {
          JsonNode json = message.getValue().at("/content/application~1json");
          String schema = json.at("/schema/$ref").asString().substring(1);
          return json.get("examples")
              .propertyStream()
              .map(example ->
                  Arguments.of(
                      message.getKey() + " " + example.getKey(),
                      schema,
                      example.getValue().get("value")));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void itsExamplesAreWhatTheirSchemaSays(String name, String schema, JsonNode value) {
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(IRI, CONTRACT.document().toString())));
    assertThat(registry.getSchema(SchemaLocation.of(IRI + "#" + schema)).validate(value)).isEmpty();
    if (CONTRACT.document().at(schema).path("x-all-properties-present").asBoolean(false)) {
      assertThat(value.propertyNames())
          .containsExactlyElementsOf(
              CONTRACT.document().at(schema + "/properties").propertyNames());
    }
  }

  @Test
  void everyStatusHasAnExampleAndCarriesARequestId() {
    CONTRACT
        .document()
        .at("/paths/~1api~1v1~1customers/post/responses")
        .forEachEntry((status, response) -> {
          assertThat(response.at("/content/application~1json/examples").isEmpty())
              .as(status)
              .isFalse();
          assertThat(response.at("/headers/X-Request-Id").isMissingNode()).as(status).isFalse();
        });
  }

  @Test
  void saysWhatThePublishedPageSays() {
    Operation create = CONTRACT.operation("POST", "/api/v1/customers");
    assertThat(create.id()).isEqualTo("create_customer_api_v1_customers_post");
    assertThat(publishedFieldsOf("CustomerCreateRequest"))
        .as("what the published page does not have is marked x-addition: true")
        .containsExactly(
            "name",
            "email",
            "address",
            "phone",
            "tax_id",
            "website",
            "notes",
            "credit_limit_cents",
            "default_payment_term_id",
            "status",
            "category",
            "invoice_footer");
    assertThat(publishedFieldsOf("CustomerResponse"))
        .containsExactly(
            "id",
            "business_id",
            "created_at",
            "updated_at",
            "name",
            "email",
            "address",
            "phone",
            "tax_id",
            "website",
            "notes",
            "credit_limit_cents",
            "default_payment_term_id",
            "status",
            "category",
            "is_deleted",
            "deleted_at",
            "stripe_customer_id",
            "invoice_footer",
            "contacts");
    assertThat(requiredOf("CustomerCreateRequest")).containsExactly("name", "email");
    assertThat(requiredOf("CustomerResponse"))
        .containsExactly("id", "business_id", "created_at", "updated_at", "name", "email");
  }

  @Test
  void isWhereTheErrorSentencesComeFrom() {
    Refusal refusal = CONTRACT.operation("POST", "/api/v1/customers").refusal("not_authenticated");
    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.body()).isEqualTo(new ErrorBody.Sentence("Not authenticated"));
    assertThat(refusal.headers()).containsExactly(Map.entry("WWW-Authenticate", "Bearer"));
  }

  /** The fields but for those that are marked as ours. */
  private static List<String> publishedFieldsOf(String schema) {
    return CONTRACT
        .schema(schema)
        .get("properties")
        .propertyStream()
        .filter(field -> !field.getValue().path("x-addition").asBoolean(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> requiredOf(String schema) {
    return CONTRACT
        .document()
        .at("/components/schemas/" + schema + "/required")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}

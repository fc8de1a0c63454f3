package com.dayzero.customers.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The contract's schemas as checks, whose findings are told in pydantic's words. Thread-safe. */
final class ContractSchemas {
  private static final String IRI = "urn:customers:contract.json";

  private final SchemaRegistry registry;

  ContractSchemas(Contract contract) {
    Dialect dialect = Dialect.builder(Dialects.getOpenApi31()).format(new EmailFormat()).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            // White space is Unicode's, as in pydantic; Java's by default is ASCII's.
            .regularExpressionFactory(pattern ->
                Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS).asPredicate()::test)
            .build();
    this.registry =
        SchemaRegistry.withDialect(
            dialect,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemas(Map.of(IRI, contract.document().toString())));
  }

  /** The schema that stands at this JSON pointer of the contract. */
  Schema at(String pointer) {
    return registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
  }

  /**
   * Every violation, of a value that breaks several rules the one that pydantic tells.
   *
   * @param place where the value stands, such as {@code ["body"]}
   */
  static List<FieldError> violations(Schema schema, JsonNode value, List<Object> place) {
    Map<List<Object>, Error> firsts = new LinkedHashMap<>();
    for (Error error : schema.validate(value)) {
      if (!PydanticWords.isNullBranch(error)) {
        firsts.merge(PydanticWords.location(place, error), error, PydanticWords::first);
      }
    }
    return firsts.entrySet().stream()
        .map(violation -> PydanticWords.describe(violation.getKey(), violation.getValue()))
        .toList();
  }
}

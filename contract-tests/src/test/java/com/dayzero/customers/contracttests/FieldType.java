package com.dayzero.customers.contracttests;

import com.dayzero.customers.contract.Contract;
import tools.jackson.databind.JsonNode;

/**
 * What the contract says of a field's values.
 *
 * @param schema the schema of those that are not null, with its limits
 * @param nullable whether null is one of them
 */
public record FieldType(JsonNode schema, boolean nullable) {

  /** Of a field with this schema; {@code anyOf: [X, null]} is how the contract says nullable. */
  public static FieldType of(Contract contract, JsonNode schema) {
    boolean nullable = false;
    JsonNode type = contract.resolved(schema);
    for (JsonNode branch : schema.path("anyOf")) {
      if (branch.path("type").asString("").equals("null")) {
        nullable = true;
      } else {
        type = contract.resolved(branch);
      }
    }
    return new FieldType(type, nullable);
  }
}

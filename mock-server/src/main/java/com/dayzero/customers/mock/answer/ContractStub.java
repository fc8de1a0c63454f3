package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.mock.session.Identities;
import com.dayzero.customers.mock.session.Identities.Identity;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A stub that answers an operation of the contract, read from the response of its mapping file.
 *
 * @param operation the operation
 * @param status the status of its success
 * @param headers the headers of its success
 * @param body the body of its success
 * @param access who is let in
 * @param values the values that fields may have beyond what the contract says, by field
 */
record ContractStub(
    Operation operation,
    int status,
    Map<String, Template> headers,
    Template body,
    AccessRules access,
    Map<String, KnownValues> values) {
  private static final String NEW_ID = "new.id";
  private static final String NEW_TIME = "new.time";
  private static final String BUSINESS_ID = "business_id";
  private static final String BODY = "body.";

  /**
   * Values of a field that exist. The mock has no database to look them up in.
   *
   * @param known the values
   * @param otherwise the refusal of the contract for any other
   */
  record KnownValues(List<String> known, String otherwise) {
    private void check(Operation operation, JsonNode value) {
      if (value.isString() && !known.contains(value.stringValue())) {
        throw operation.refusal(otherwise);
      }
    }
  }

  /** What stands under {@code transformerParameters}. */
  record Settings(
      @Nullable String operation,
      @Nullable Map<String, String> tokens,
      @Nullable Map<String, String> businesses,
      @Nullable Map<String, KnownValues> values) {}

  /**
   * Reads a stub.
   *
   * @throws IllegalArgumentException if it names no operation, or one or a value that does not
   *     exist
   */
  static ContractStub read(Contract contract, ResponseDefinition response) {
    JsonNode json =
        WireJson.mapper()
            .valueToTree(Objects.requireNonNullElse(response.getTransformerParameters(), Map.of()));
    Settings settings = WireJson.mapper().treeToValue(json, Settings.class);
    Map<String, Template> headers = new LinkedHashMap<>();
    if (response.getHeaders() != null) {
      response
          .getHeaders()
          .all()
          .forEach(it -> headers.put(it.key(), new Template(StringNode.valueOf(it.firstValue()))));
    }
    if (settings.operation() == null) {
      throw new IllegalArgumentException(
          "transformerParameters.operation is missing; the contract has "
              + contract.operations().stream().map(Operation::id).toList());
    }
    byte[] body = response.getByteBody();
    Operation operation = contract.operation(settings.operation());
    Template template = new Template(WireJson.mapper().readTree(body == null ? new byte[0] : body));
    checkPlaceholders(contract, operation, template);
    return new ContractStub(
        operation,
        response.getStatus(),
        headers,
        template,
        new AccessRules(orEmpty(settings.tokens()), orEmpty(settings.businesses())),
        orEmpty(settings.values()));
  }

  private static void checkPlaceholders(Contract contract, Operation operation, Template template) {
    Set<String> known = new LinkedHashSet<>(List.of(NEW_ID, NEW_TIME, BUSINESS_ID));
    contract
        .schema(operation.requestSchema())
        .path("properties")
        .propertyNames()
        .forEach(field -> known.add(BODY + field));
    for (String placeholder : template.placeholders()) {
      if (!known.contains(placeholder)) {
        throw new IllegalArgumentException(
            "There is no {{%s}}; there are {{%s}}"
                .formatted(placeholder, String.join("}}, {{", known)));
      }
    }
  }

  /**
   * What the stub answers to a request that the contract accepts.
   *
   * @throws Refusal if a field has a value that does not exist
   */
  ResponseDefinition success(UUID business, JsonNode accepted, Identities identities) {
    values.forEach((field, values) -> values.check(operation, accepted.path(field)));
    Map<String, JsonNode> known = new HashMap<>();
    Identity identity = identities.next();
    known.put(NEW_ID, StringNode.valueOf(identity.id().toString()));
    known.put(NEW_TIME, WireJson.mapper().valueToTree(identity.time()));
    known.put(BUSINESS_ID, StringNode.valueOf(business.toString()));
    accepted.forEachEntry((field, value) -> known.put(BODY + field, value));
    ResponseDefinitionBuilder answer =
        ResponseDefinitionBuilder.responseDefinition().withStatus(status);
    headers.forEach((name, text) -> answer.withHeader(name, text.render(known).asString("")));
    return answer.withBody(WireJson.write(body.render(known))).build();
  }

  private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }
}

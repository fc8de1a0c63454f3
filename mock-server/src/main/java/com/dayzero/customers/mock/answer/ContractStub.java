package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.WireJson;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stub that answers an operation of the contract, read from the response of its mapping file.
 *
 * @param operation the operation
 * @param status the status of its success
 * @param headers the headers of its success, as templates
 * @param body the body of its success
 * @param access who is let in
 * @param values the values that fields may have beyond what the contract says, by field
 */
record ContractStub(
    Operation operation,
    int status,
    Map<String, String> headers,
    BodyTemplate body,
    AccessRules access,
    Map<String, KnownValues> values) {

  /**
   * Values of a field that exist. The mock has no database to look them up in.
   *
   * @param known the values
   * @param otherwise the refusal of the contract for any other
   */
  record KnownValues(List<String> known, String otherwise) {}

  /** What stands under {@code transformerParameters}. */
  record Settings(
      @Nullable String operation,
      @Nullable Map<String, String> tokens,
      @Nullable Map<String, String> businesses,
      @Nullable Map<String, KnownValues> values) {}

  /**
   * Reads a stub.
   *
   * @throws IllegalArgumentException if it does not name an operation of the contract
   */
  static ContractStub read(Contract contract, ResponseDefinition response) {
    JsonNode json =
        WireJson.mapper()
            .valueToTree(Objects.requireNonNullElse(response.getTransformerParameters(), Map.of()));
    Settings settings = WireJson.mapper().treeToValue(json, Settings.class);
    Map<String, String> headers = new LinkedHashMap<>();
    if (response.getHeaders() != null) {
      response.getHeaders().all().forEach(it -> headers.put(it.key(), it.firstValue()));
    }
    byte[] body = response.getByteBody();
    return new ContractStub(
        contract.operation(Objects.requireNonNullElse(settings.operation(), "")),
        response.getStatus(),
        headers,
        new BodyTemplate(WireJson.mapper().readTree(body == null ? new byte[0] : body)),
        new AccessRules(orEmpty(settings.tokens()), orEmpty(settings.businesses())),
        orEmpty(settings.values()));
  }

  private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }
}

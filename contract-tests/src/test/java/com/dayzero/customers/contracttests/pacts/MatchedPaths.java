package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.PathExpressionsKt;
import au.com.dius.pact.core.model.PathToken;
import com.dayzero.customers.contract.Conformance.Violation;
import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contracttests.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the matching rules of an expected answer name. A rule may stand there without an example, so
 * nothing else sees that it is of something that the contract does not document.
 */
final class MatchedPaths {
  private final Contract contract;

  MatchedPaths(Contract contract) {
    this.contract = contract;
  }

  /** The rules of fields and headers that are not documented. */
  List<Violation> violations(Operation operation, IResponse expected) {
    String place =
        "/paths/%s/%s/responses/%d"
            .formatted(
                operation.path().replace("/", "~1"),
                operation.method().toLowerCase(Locale.ROOT),
                expected.getStatus());
    JsonNode response = contract.resolved(contract.document().at(place));
    List<Violation> found = new ArrayList<>();
    for (String path : rules(expected, "body")) {
      JsonNode schema = response.at("/content/application~1json/schema");
      if (!response.isMissingNode() && !isDocumented(schema, PathExpressionsKt.parsePath(path))) {
        found.add(
            new Violation(
                "response.matchingRules " + path, place + "/content", "is not documented"));
      }
    }
    Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.addAll(response.path("headers").propertyNames());
    headers.add("Content-Type");
    for (String path : rules(expected, "header")) {
      String name = path.replaceFirst("\\[.*", "");
      if (!response.isMissingNode() && !headers.contains(name)) {
        found.add(
            new Violation(
                "response.matchingRules header " + name, place + "/headers", "is not documented"));
      }
    }
    return found;
  }

  private static Set<String> rules(IResponse expected, String category) {
    return expected.getMatchingRules().rulesForCategory(category).getMatchingRules().keySet();
  }

  private boolean isDocumented(JsonNode schema, List<PathToken> path) {
    JsonNode at = FieldType.of(contract, schema).schema();
    for (PathToken step : path) {
      if (step instanceof PathToken.Field field && at.has("properties")) {
        if (!at.get("properties").has(field.getName())) {
          return false;
        }
        at = FieldType.of(contract, at.get("properties").get(field.getName())).schema();
      } else if (!(step instanceof PathToken.Root) && at.has("items")) {
        at = FieldType.of(contract, at.get("items")).schema();
      }
    }
    return true;
  }
}

package com.dayzero.customers.contracttests.compatibility;

import static com.dayzero.customers.contracttests.compatibility.Versions.ELSEWHERE;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares two versions of a contract, for clients that were written against the first.
 *
 * <p>What only describes may change freely: descriptions, summaries, examples, tags. Whatever is
 * neither known to be harmless nor understood counts as breaking.
 *
 * <p>A status that is new is additive, an error's too: HTTP makes clients treat a status that they
 * do not know as the x00 of its class (RFC 9110, 15).
 */
public final class ContractDiff {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Versions document;

  private ContractDiff(Versions document) {
    this.document = document;
  }

  /**
   * Every change that clients meet, in the contract's order; empty where there is none.
   *
   * @throws IllegalArgumentException if a reference leads nowhere
   */
  public static List<Change> compare(JsonNode released, JsonNode current) {
    Set<Change> changes = new LinkedHashSet<>();
    Versions document =
        new Versions(
            "contract", References.followed(released), References.followed(current), changes::add);
    new ContractDiff(document).compare();
    return List.copyOf(changes);
  }

  private void compare() {
    document.judge(
        Map.of(
            "paths", paths -> paths.names().forEach(it -> path(paths.member(it).called(it))),
            "servers", servers -> byUrl(servers).each("server ", ContractDiff::unchanged),
            // What else is in it stands where it is referred to.
            "components",
                components ->
                    components
                        .member("securitySchemes")
                        .each("security scheme ", ContractDiff::unchanged),
            "security", ELSEWHERE));
  }

  private void path(Versions path) {
    Map<String, Consumer<Versions>> rules = new HashMap<>(Map.of("parameters", ELSEWHERE));
    for (String method : METHODS) {
      String name = method.toUpperCase(Locale.ROOT) + " " + path.place();
      rules.put(method, it -> new OperationDiff(document, path, it.called(name)).compare());
    }
    path.judge(rules);
  }

  private static Versions byUrl(Versions servers) {
    return servers.with(list -> {
      ObjectNode byUrl = JsonNodeFactory.instance.objectNode();
      list.forEach(server -> byUrl.set(server.path("url").asString(), server));
      return byUrl;
    });
  }

  /** What has to stay as it is, where it was released. */
  private static void unchanged(Versions part) {
    if (Direction.RESPONSE.presence(part)) {
      part.judge(Map.of());
    }
  }
}

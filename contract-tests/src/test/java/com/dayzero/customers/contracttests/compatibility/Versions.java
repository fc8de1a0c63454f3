package com.dayzero.customers.contracttests.compatibility;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One place of the contract in both versions; a node that a version lacks is a missing node.
 *
 * @param place its name for readers
 * @param changes takes what has changed
 */
record Versions(String place, JsonNode released, JsonNode current, Consumer<Change> changes) {
  /** What only describes. A tag sorts operations, {@code x-addition} says where one comes from. */
  static final Set<String> DESCRIBING =
      Set.of(
          "$comment",
          "description",
          "example",
          "examples",
          "externalDocs",
          "info",
          "summary",
          "tags",
          "title",
          "x-addition");

  /** The rule for what is compared in another place. */
  static final Consumer<Versions> ELSEWHERE = value -> {};

  /** What stands under this name, still at the same place for readers. */
  Versions member(String name) {
    return with(node -> node.path(name));
  }

  /** The same, further in. */
  Versions at(String step) {
    return called(place + ", " + step);
  }

  /** The same, under another name for readers. */
  Versions called(String name) {
    return new Versions(name, released, current, changes);
  }

  /** The same place, seen in another way. */
  Versions with(UnaryOperator<JsonNode> view) {
    return new Versions(place, view.apply(released), view.apply(current), changes);
  }

  /** The same place, seen together with another one. */
  Versions with(Versions other, BinaryOperator<JsonNode> view) {
    return new Versions(
        place, view.apply(released, other.released), view.apply(current, other.current), changes);
  }

  /** The names in either version. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(released.propertyNames());
    names.addAll(current.propertyNames());
    return names;
  }

  /** Applies a rule to whatever has a name in either version. */
  void each(String noun, Consumer<Versions> rule) {
    names().forEach(name -> rule.accept(member(name).at(noun + name)));
  }

  boolean isNew() {
    return released.isMissingNode() && !current.isMissingNode();
  }

  boolean isGone() {
    return current.isMissingNode() && !released.isMissingNode();
  }

  boolean differ() {
    return !released.equals(current);
  }

  void breaking(String words) {
    changes.accept(new Change(Change.Kind.BREAKING, place, words));
  }

  void additive(String words) {
    changes.accept(new Change(Change.Kind.ADDITIVE, place, words));
  }

  /** Applies each name's rule. A name without a rule that neither describes is one to stop at. */
  void judge(Map<String, Consumer<Versions>> rules) {
    for (String name : names()) {
      Consumer<Versions> unknown =
          value -> {
            if (!DESCRIBING.contains(name) && value.differ()) {
              value.breaking("cannot tell what this means to clients: " + value.change(name));
            }
          };
      rules.getOrDefault(name, unknown).accept(member(name));
    }
  }

  /** What has become of the value that readers know by this name. */
  String change(String name) {
    return "%s was %s and is %s now".formatted(name, text(released), text(current));
  }

  private static String text(JsonNode value) {
    return value.isMissingNode()
        ? "not there"
        : value.isString() ? value.asString() : value.toString();
  }
}

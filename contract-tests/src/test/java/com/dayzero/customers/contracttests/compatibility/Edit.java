package com.dayzero.customers.contracttests.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What somebody does to the contract. */
interface Edit {
  void make(JsonNode contract);

  /** This edit, then the other. */
  default Edit and(Edit other) {
    return contract -> {
      make(contract);
      other.make(contract);
    };
  }

  /** The contract with the edit made, which has to change something. */
  default JsonNode of(JsonNode contract) {
    JsonNode changed = contract.deepCopy();
    make(changed);
    assertThat(changed).isNotEqualTo(contract);
    return changed;
  }

  /** Puts YAML at a JSON pointer; "-" is the end of an array. */
  static Edit set(String pointer, String yaml) {
    JsonNode value = new YAMLMapper().readTree(yaml);
    return contract -> {
      JsonPointer place = JsonPointer.compile(pointer);
      String last = place.last().getMatchingProperty();
      switch (contract.requiredAt(place.head())) {
        case ObjectNode parent -> parent.set(last, value);
        case ArrayNode parent when last.equals("-") -> parent.add(value);
        case ArrayNode parent -> parent.set(Integer.parseInt(last), value);
        case JsonNode other -> throw new IllegalArgumentException(pointer + " in " + other);
      }
    };
  }

  /** Takes away what is at a JSON pointer. */
  static Edit remove(String pointer) {
    return contract -> {
      JsonPointer place = JsonPointer.compile(pointer);
      contract.requiredAt(place);
      switch (contract.at(place.head())) {
        case ObjectNode parent -> parent.remove(place.last().getMatchingProperty());
        case ArrayNode parent -> parent.remove(place.last().getMatchingIndex());
        case JsonNode other -> throw new IllegalArgumentException(pointer + " in " + other);
      }
    };
  }
}

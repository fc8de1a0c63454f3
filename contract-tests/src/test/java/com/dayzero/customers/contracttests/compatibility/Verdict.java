package com.dayzero.customers.contracttests.compatibility;

import java.util.List;
import java.util.stream.Collectors;

/** What a contract's changes mean for its next release. */
record Verdict(List<Change> changes) {
  /** Why the build may not go on, and what to do; empty if it may. */
  String refusal() {
    String breaking = list(Change.Kind.BREAKING);
    return breaking.isEmpty()
        ? ""
        : """
        openapi/customers.yaml breaks clients of the released contract, openapi/released/customers.yaml:

        %s
        What to do, one of:
        - make the change additive, for instance by a new optional field next to the old one;
        - release a new major version, and replace openapi/released/customers.yaml in the same commit (see the README there).
        """
            .formatted(breaking);
  }

  /** What the changelog has to tell, in the form of Keep a Changelog. */
  String changelogDraft() {
    String added = list(Change.Kind.ADDITIVE);
    return "## [Unreleased]\n" + (added.isEmpty() ? "" : "\n### Added\n\n" + added);
  }

  private String list(Change.Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .map("- %s\n"::formatted)
        .collect(Collectors.joining());
  }
}

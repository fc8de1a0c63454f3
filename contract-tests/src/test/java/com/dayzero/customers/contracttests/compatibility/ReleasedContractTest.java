package com.dayzero.customers.contracttests.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The gate: what was released still holds. It leaves a draft of what the changelog has to tell. */
class ReleasedContractTest {
  private static final Path RELEASED = Path.of("../openapi/released/customers.yaml");
  private static final Path DRAFT = Path.of("target/changelog-draft.md");

  private final JsonNode released = new YAMLMapper().readTree(RELEASED);

  @Test
  void theContractKeepsWhatWasReleased() throws IOException {
    Verdict verdict = new Verdict(ContractDiff.compare(released, Contract.load().document()));
    Files.writeString(DRAFT, verdict.changelogDraft());
    assertThat(verdict.refusal()).withFailMessage(verdict::refusal).isEmpty();
  }

  @Test
  void aBreakingChangeIsRefusedInWordsThatSayWhatToDo() {
    Verdict verdict = new Verdict(ContractDiff.compare(released, changed()));
    assertThat(verdict.refusal())
        .isEqualTo(
            """
            openapi/customers.yaml breaks clients of the released contract, openapi/released/customers.yaml:

            - POST /api/v1/customers, request body, application/json, phone: is gone: what clients send there is ignored

            What to do, one of:
            - make the change additive, for instance by a new optional field next to the old one;
            - release a new major version, and replace openapi/released/customers.yaml in the same commit (see the README there).
            """);
  }

  @Test
  void anAdditiveChangeIsWrittenToTheDraftOfTheChangelog() {
    Verdict verdict = new Verdict(ContractDiff.compare(released, changed()));
    assertThat(verdict.changelogDraft())
        .isEqualTo(
            """
            ## [Unreleased]

            ### Added

            - POST /api/v1/customers, request body, application/json, nickname: is new
            """);
  }

  @Test
  void withoutAChangeThereIsNothingToSay() {
    Verdict verdict = new Verdict(ContractDiff.compare(released, released));
    assertThat(verdict.refusal()).isEmpty();
    assertThat(verdict.changelogDraft()).isEqualTo("## [Unreleased]\n");
  }

  /** A field that is gone, and one that is new. */
  private JsonNode changed() {
    JsonNode changed = released.deepCopy();
    ObjectNode fields =
        (ObjectNode) changed.at("/components/schemas/CustomerCreateRequest/properties");
    fields.set("nickname", fields.required("phone"));
    fields.remove("phone");
    return changed;
  }
}

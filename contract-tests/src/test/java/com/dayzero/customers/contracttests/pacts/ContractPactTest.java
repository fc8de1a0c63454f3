package com.dayzero.customers.contracttests.pacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import au.com.dius.pact.core.model.BrokerUrlSource;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.dayzero.customers.contract.Conformance.Violation;
import com.dayzero.customers.contract.Contract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every interaction of every consumer's pact is inside the contract, without a provider. */
class ContractPactTest {
  private final PactConformance conformance = new PactConformance(Contract.load());

  @TestFactory
  Stream<DynamicNode> staysInside() {
    return ConsumerPacts.all().stream().flatMap(this::interactions);
  }

  private Stream<DynamicNode> interactions(Pact pact) {
    return pact.getInteractions().stream()
        .map(interaction -> {
          boolean pending = isPending(pact, interaction);
          return DynamicTest.dynamicTest(
              "%s - %s%s"
                  .formatted(
                      pact.getConsumer().getName(),
                      interaction.getDescription(),
                      pending ? " [PENDING]" : ""),
              () -> check((SynchronousRequestResponse) interaction, pact, pending));
        });
  }

  /** As pact-jvm has it: marked so in the pact, or by the broker. */
  private static boolean isPending(Pact pact, Interaction interaction) {
    return (interaction.isV4() && interaction.asV4Interaction().getPending())
        || (pact.getSource() instanceof BrokerUrlSource source
            && source.getResult() != null
            && source.getResult().getPending());
  }

  private void check(SynchronousRequestResponse interaction, Pact pact, boolean pending) {
    List<Violation> violations = conformance.violations(interaction);
    assumeFalse(
        pending && !violations.isEmpty(), () -> "pending, and outside the contract: " + violations);
    assertThat(violations)
        .as("outside the contract, in " + pact.getSource().description())
        .isEmpty();
  }
}

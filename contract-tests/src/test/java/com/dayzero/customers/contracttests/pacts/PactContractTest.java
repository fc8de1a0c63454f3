package com.dayzero.customers.contracttests.pacts;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import com.dayzero.customers.contract.Contract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every interaction of every consumer's pact is inside the contract, without a provider. */
class PactContractTest {
  private final PactConformance conformance = new PactConformance(Contract.load());

  @TestFactory
  Stream<DynamicNode> staysInside() {
    return ConsumerPacts.all().stream().flatMap(this::interactions);
  }

  private Stream<DynamicNode> interactions(Pact pact) {
    return pact.getInteractions().stream()
        .map(SynchronousRequestResponse.class::cast)
        .map(interaction ->
            DynamicTest.dynamicTest(
                pact.getConsumer().getName() + " - " + interaction.getDescription(),
                () ->
                    assertThat(conformance.violations(interaction))
                        .as("outside the contract, in " + pact.getSource().description())
                        .isEmpty()));
  }
}

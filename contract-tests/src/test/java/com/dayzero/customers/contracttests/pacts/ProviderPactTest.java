package com.dayzero.customers.contracttests.pacts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;

/** Every interaction of every consumer's pact, against one provider. */
@Provider(ConsumerPacts.PROVIDER)
@PactSource(ConsumerPacts.class)
abstract class ProviderPactTest {

  /** Who is verified. */
  abstract VerifiedProvider provider();

  @BeforeEach
  void prepare(PactVerificationContext context) {
    URI address = URI.create(provider().address());
    context.setTarget(new WitnessedTarget(provider().side(), address));
    context.addStateChangeHandlers(new ProviderStates(provider()));
  }

  /** What is pending and not honoured yet is no failure: it is skipped, with the reason. */
  @TestTemplate
  void honours(PactVerificationContext context) {
    context.verifyInteraction();
    assumeTrue(
        context.getTestExecutionResult().isEmpty(),
        () -> "pending, and not honoured yet: " + context.getTestExecutionResult());
  }

  @AfterEach
  void mend() {
    provider().mend();
  }
}

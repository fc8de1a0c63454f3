package com.dayzero.customers.contracttests.pacts;

import org.junit.jupiter.api.extension.ExtendWith;

/** The mock honours every pact, too. */
@ExtendWith(UnpublishedPacts.class)
class MockPactTest extends ProviderPactTest {
  @Override
  VerifiedProvider provider() {
    return new MockProvider();
  }
}

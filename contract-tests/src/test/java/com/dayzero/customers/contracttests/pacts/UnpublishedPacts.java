package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.pactbroker.TestResult;
import au.com.dius.pact.core.support.Result;
import au.com.dius.pact.core.support.expressions.ValueResolver;
import au.com.dius.pact.provider.TestResultAccumulator;
import au.com.dius.pact.provider.VerificationResult;
import au.com.dius.pact.provider.junit5.PactVerificationExtension;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * Pacts whose results no broker is told: to it the provider is the server, whatever a mock does.
 */
final class UnpublishedPacts extends PactVerificationInvocationContextProvider {
  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return super.provideTestTemplateInvocationContexts(context)
        .peek(it -> ((PactVerificationExtension) it).setTestResultAccumulator(new Nowhere()));
  }

  /**
   * Its results are fine to a Java compiler only unchecked: Kotlin leaves out the type of errors.
   */
  @SuppressWarnings("unchecked")
  private static final class Nowhere implements TestResultAccumulator {
    @Override
    public Result<Boolean, List<String>> updateTestResult(
        Pact pact,
        Interaction interaction,
        List<? extends VerificationResult> results,
        PactSource source,
        ValueResolver resolver) {
      return new Result.Ok<>(true);
    }

    @Override
    public Result<Boolean, List<String>> updateTestResult(
        Pact pact,
        Interaction interaction,
        TestResult result,
        @Nullable PactSource source,
        ValueResolver resolver) {
      return new Result.Ok<>(true);
    }

    @Override
    public void clearTestResult(Pact pact, @Nullable PactSource source) {}
  }
}

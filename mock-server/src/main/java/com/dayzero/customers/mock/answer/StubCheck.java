package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.Contract;
import com.github.tomakehurst.wiremock.common.Errors;
import com.github.tomakehurst.wiremock.common.JsonException;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * Refuses a stub that names the transformer {@code contract} and cannot be used with it, when it is
 * loaded, so that its author need not send a request to learn of it.
 */
public final class StubCheck implements StubLifecycleListener {
  private final Contract contract;

  /** By this contract. */
  public StubCheck(Contract contract) {
    this.contract = contract;
  }

  @Override
  public String getName() {
    return "stub-check";
  }

  @Override
  public void beforeStubCreated(StubMapping stub) {
    List<String> transformers =
        Objects.requireNonNullElse(stub.getResponse().getTransformers(), List.of());
    if (!transformers.contains(ContractTransformer.NAME)) {
      return;
    }
    try {
      ContractStub.read(contract, stub.getResponse());
    } catch (IllegalArgumentException | JacksonException e) {
      throw new UnusableStub(
          "The stub%s cannot be used with the transformer %s: %s"
              .formatted(
                  stub.getName() == null ? "" : " \"" + stub.getName() + '"',
                  ContractTransformer.NAME,
                  e.getMessage()));
    }
  }

  @Override
  public void beforeStubEdited(StubMapping before, StubMapping after) {
    beforeStubCreated(after);
  }

  /** WireMock tells this one with the name of the file, and answers 422 in its admin API. */
  private static final class UnusableStub extends JsonException {
    private static final long serialVersionUID = 1L;

    UnusableStub(String reason) {
      super(Errors.singleWithDetail(10, "The stub cannot be used", reason));
    }
  }
}

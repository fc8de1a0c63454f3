package com.dayzero.customers.mock.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import org.junit.jupiter.api.Test;

class RawRequestTest {

  @Test
  void readsMoreThanAnyOperationTakes() {
    assertThat(Contract.load().operations())
        .isNotEmpty()
        .allSatisfy(
            operation -> assertThat(operation.maxBodyBytes()).isLessThan(RawRequest.MAX_BYTES));
  }
}

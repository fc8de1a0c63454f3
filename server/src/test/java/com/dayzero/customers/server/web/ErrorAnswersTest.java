package com.dayzero.customers.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

@ExtendWith(OutputCaptureExtension.class)
class ErrorAnswersTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ErrorAnswers answers =
      new ErrorAnswers(
          new ContractOperations(Contract.load()), new RefusalMetrics(meters, Contract.load()));

  @AfterEach
  void forgetTheRequest() {
    MDC.clear();
  }

  @Test
  void tellsNothingOfADefectButTheRequestsIdAndLogsTheRest(CapturedOutput log) {
    MDC.put("request_id", "the-id");
    ResponseEntity<byte[]> answer =
        answers.anythingElse(
            new IllegalStateException("select secret from table"),
            new MockHttpServletRequest("POST", "/api/v1/customers"));

    assertThat(answer.getStatusCode().value()).isEqualTo(500);
    assertThat(new String(Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8))
        .isEqualTo("{\"detail\":\"Internal Server Error\",\"request_id\":\"the-id\"}");
    assertThat(log.getAll()).contains("select secret from table");
    assertThat(meters.get("customers.defects").counter().count()).isEqualTo(1);
  }
}

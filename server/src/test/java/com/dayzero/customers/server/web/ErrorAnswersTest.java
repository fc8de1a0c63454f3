package com.dayzero.customers.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

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
  void tellsNothingOfADefectButTheRequestsIdAndLogsTheRest(CapturedOutput log) throws Exception {
    MDC.put("request_id", "the-id");
    MockHttpServletResponse response = new MockHttpServletResponse();
    answer(new IllegalStateException("select secret from table"), response);

    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.getContentType()).isEqualTo("application/json");
    assertThat(response.getContentAsString())
        .isEqualTo("{\"detail\":\"Internal Server Error\",\"request_id\":\"the-id\"}");
    assertThat(log.getAll()).contains("select secret from table");
    assertThat(meters.get("customers.defects").counter().count()).isEqualTo(1);
  }

  @Test
  void addsNothingToAnAnswerThatHasBegun(CapturedOutput log) throws Exception {
    MDC.put("request_id", "the-id");
    MockHttpServletResponse response = new MockHttpServletResponse();
    response.setStatus(201);
    response.getWriter().write("{\"id\":");
    response.flushBuffer();
    answer(new IllegalStateException("too late"), response);

    assertThat(response.getStatus()).isEqualTo(201);
    assertThat(response.getContentAsString()).isEqualTo("{\"id\":");
    assertThat(log.getAll()).contains("too late");
  }

  private void answer(Exception failure, MockHttpServletResponse response) {
    answers.resolveException(
        new MockHttpServletRequest("POST", "/api/v1/customers"), response, null, failure);
  }
}

package com.dayzero.customers.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.dayzero.customers.contract.Contract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

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

  @Test
  void countsABrokenRequestAsUnreadableOnlyWhereThatIsWhatItWasAnswered() {
    MockHttpServletResponse committed = new MockHttpServletResponse();
    committed.setStatus(201);
    committed.setCommitted(true);
    answer(new IOException("Broken pipe"), committed);
    assertThat(refusals("unreadable_body")).isZero();

    MockHttpServletResponse tomcats = new MockHttpServletResponse();
    tomcats.setStatus(408);
    tomcats.setCommitted(true);
    answer(new IOException("Read timed out"), tomcats);
    assertThat(refusals("unreadable_body")).isZero();
    assertThat(refusals("timeout")).isEqualTo(1);

    MockHttpServletResponse response = new MockHttpServletResponse();
    answer(new IOException("Unexpected EOF"), response);
    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(refusals("unreadable_body")).isEqualTo(1);
  }

  @Test
  void logsAnOutageInTheDatabasesWordsWithoutTheStatement(CapturedOutput log) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    answer(
        new DataAccessResourceFailureException(
            "insert into customers", new SQLException("FATAL: too many connections", "53300")),
        response);

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(log.getAll())
        .contains("WARN", "The database is not available", "FATAL: too many connections")
        .doesNotContain("insert into");
  }

  private double refusals(String reason) {
    return meters.get("customers.refusals").tag("reason", reason).counter().count();
  }

  private void answer(Exception failure, MockHttpServletResponse response) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/customers");
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/customers");
    answers.resolveException(request, response, null, failure);
  }
}

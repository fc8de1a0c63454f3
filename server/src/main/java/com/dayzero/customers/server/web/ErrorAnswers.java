package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.DatabaseOutage;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place where what went wrong becomes an answer. */
@RestControllerAdvice
class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final ContractOperations operations;
  private final RefusalMetrics metrics;

  ErrorAnswers(ContractOperations operations, RefusalMetrics metrics) {
    this.operations = operations;
    this.metrics = metrics;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refusal(Refusal refusal, HttpServletRequest request) {
    operations.of(request).ifPresent(operation -> metrics.count(operation, refusal));
    return answer(HttpStatusCode.valueOf(refusal.status()), refusal.body(), refusal.headers());
  }

  /** The client is gone, or stopped sending in the middle of a body. */
  @ExceptionHandler
  ResponseEntity<byte[]> brokenRequest(IOException e, HttpServletRequest request) {
    LOG.debug("The request's body could not be read", e);
    return operations
        .of(request)
        .map(operation -> refusal(operation.refusal("unreadable_body"), request))
        .orElseGet(() -> sentence(HttpStatus.BAD_REQUEST, Map.of()));
  }

  /**
   * What Spring refuses by itself, such as an unknown path, is told in FastAPI's words: the
   * status's own.
   */
  @ExceptionHandler
  ResponseEntity<byte[]> anythingElse(Throwable e, HttpServletRequest request) {
    if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
      return sentence(refused.getStatusCode(), refused.getHeaders().toSingleValueMap());
    }
    Optional<Operation> operation = operations.of(request);
    if (operation.isPresent() && DatabaseOutage.isBehind(e)) {
      LOG.warn("The database is not available: {}", e.toString());
      return refusal(operation.get().refusal("unavailable"), request);
    }
    metrics.countDefect();
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        new ErrorBody.Defect(RequestIdFilter.current()),
        Map.of());
  }

  private static ResponseEntity<byte[]> sentence(
      HttpStatusCode status, Map<String, String> headers) {
    String words = HttpStatus.valueOf(status.value()).getReasonPhrase();
    return answer(status, new ErrorBody.Sentence(words), headers);
  }

  private static ResponseEntity<byte[]> answer(
      HttpStatusCode status, ErrorBody body, Map<String, String> headers) {
    HttpHeaders all = new HttpHeaders();
    headers.forEach(all::set);
    all.setContentType(MediaType.APPLICATION_JSON);
    return new ResponseEntity<>(body.toBytes(), all, status);
  }
}

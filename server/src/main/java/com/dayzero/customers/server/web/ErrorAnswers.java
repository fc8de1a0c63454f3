package com.dayzero.customers.server.web;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.DatabaseOutage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * The one place where what went wrong becomes an answer. It comes before Spring's own resolvers and
 * leaves nothing to them; a method with {@code @ExceptionHandler} would take a seventh of the time
 * of a refused request to be found and called.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAnswers implements HandlerExceptionResolver {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final ContractOperations operations;
  private final RefusalMetrics metrics;

  ErrorAnswers(ContractOperations operations, RefusalMetrics metrics) {
    this.operations = operations;
    this.metrics = metrics;
  }

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (failure instanceof IOException && response.isCommitted()) {
      // The answer was another, Tomcat's own or the delegate's.
      LOG.debug("The client is gone, or sends no more", failure);
      countTomcats(response.getStatus(), request);
      return new ModelAndView();
    }
    Refusal answer = answerTo(failure, request);
    // What has been sent in part cannot become another answer.
    if (!response.isCommitted()) {
      write(answer, response);
    }
    return new ModelAndView();
  }

  private Refusal answerTo(Exception failure, HttpServletRequest request) {
    return switch (failure) {
      case Refusal refusal -> counted(refusal, request);
      case IOException _ -> brokenRequest(failure, request);
      // What Spring refuses by itself, such as an unknown path, is told in FastAPI's words: the
      // status's own.
      case ErrorResponse refused when refused.getStatusCode().is4xxClientError() ->
          sentence(
              HttpStatus.valueOf(refused.getStatusCode().value()),
              refused.getHeaders().toSingleValueMap());
      default -> outageOrDefect(failure, request);
    };
  }

  /** Tomcat answers by itself where a body falls silent (408) or breaks off (400). */
  private void countTomcats(int status, HttpServletRequest request) {
    operations
        .of(request)
        .ifPresent(operation ->
            Stream.of("timeout", "unreadable_body")
                .map(operation::refusal)
                .filter(refusal -> refusal.status() == status)
                .forEach(refusal -> metrics.count(operation, refusal)));
  }

  private Refusal counted(Refusal refusal, HttpServletRequest request) {
    operations.of(request).ifPresent(operation -> metrics.count(operation, refusal));
    return refusal;
  }

  /** The client is gone, or stopped sending in the middle of a body. */
  private Refusal brokenRequest(Exception failure, HttpServletRequest request) {
    LOG.debug("The request's body could not be read", failure);
    return operations
        .of(request)
        .map(operation -> counted(operation.refusal("unreadable_body"), request))
        .orElseGet(() -> sentence(HttpStatus.BAD_REQUEST, Map.of()));
  }

  private Refusal outageOrDefect(Exception failure, HttpServletRequest request) {
    Optional<Operation> operation = operations.of(request);
    if (operation.isPresent() && DatabaseOutage.isBehind(failure)) {
      // The database's own words; what is around them repeats the statement.
      LOG.warn(
          "The database is not available: {}",
          NestedExceptionUtils.getMostSpecificCause(failure).toString());
      return counted(operation.get().refusal("unavailable"), request);
    }
    return defect(failure, request);
  }

  /**
   * What is answered to the request that this thread works on where it failed as nobody foresaw;
   * why, the log is told.
   */
  Refusal defect(@Nullable Throwable failure, HttpServletRequest request) {
    metrics.countDefect();
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return new Refusal(
        HttpStatus.INTERNAL_SERVER_ERROR.value(),
        new ErrorBody.Defect(RequestIdFilter.current()),
        Map.of());
  }

  private static Refusal sentence(HttpStatus status, Map<String, String> headers) {
    return new Refusal(status.value(), new ErrorBody.Sentence(status.getReasonPhrase()), headers);
  }

  private static void write(Refusal answer, HttpServletResponse response) {
    byte[] body = answer.body().toBytes();
    answer.headers().forEach(response::setHeader);
    response.setStatus(answer.status());
    response.setContentType("application/json");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      LOG.debug("The client is gone", e);
    }
  }
}

package com.dayzero.customers.server.web;

import com.dayzero.customers.server.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request: who asked for what, what was answered, and how long it took. Never a
 * token, a body or a query.
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private AccessLog() {}

  /** Writes the line, whose parts are fields of their own where the log is JSON. */
  static void write(HttpServletRequest request, int status, Duration time) {
    Optional<Caller> caller = Caller.of(request);
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", request.getRequestURI())
            .addKeyValue("status", status)
            .addKeyValue("duration_ms", time.toMillis());
    if (caller.isPresent()) {
      line = line.addKeyValue("token_id", caller.get().tokenId());
      line = line.addKeyValue("business_id", caller.get().businessId());
    }
    line.log(
        "{} {} {} in {} ms{}",
        request.getMethod(),
        request.getRequestURI(),
        status,
        time.toMillis(),
        caller
            .map(who -> ", business " + who.businessId() + ", token " + who.tokenId())
            .orElse(""));
  }
}

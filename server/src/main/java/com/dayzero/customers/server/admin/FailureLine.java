package com.dayzero.customers.server.admin;

import com.dayzero.customers.server.database.DatabaseOutage;
import com.dayzero.customers.server.database.MissingRight;
import com.dayzero.customers.server.database.StartupFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of a command that failed. */
final class FailureLine {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLine.class);

  private FailureLine() {}

  /** One line that says what to do. */
  static String of(Throwable failure) {
    if (failure instanceof Refused refused) {
      return String.valueOf(refused.getMessage());
    }
    Optional<StartupFailure> startup = StartupFailure.behind(failure);
    if (startup.isPresent()) {
      return String.valueOf(startup.get().getMessage());
    }
    LOG.error("The command failed", failure);
    if (MissingRight.isBehind(failure)) {
      return "The database user may not do this: run the command as one who has the rights of an"
          + " administrator, see docs/administration.md.";
    }
    if (DatabaseOutage.isBehind(failure)) {
      return "The database is away or too busy, nothing was changed: try again.";
    }
    return "The command failed by a defect, nothing was changed: run it again with the environment"
        + " variable LOGGING_THRESHOLD_CONSOLE=error, which shows the reason, and report"
        + " it.";
  }
}

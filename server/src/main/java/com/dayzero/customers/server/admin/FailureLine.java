package com.dayzero.customers.server.admin;

import com.dayzero.customers.server.database.DatabaseOutage;
import com.dayzero.customers.server.database.MissingRight;
import com.dayzero.customers.server.database.StartupFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is told of a command that failed.
 *
 * @param exitCode how its process ends
 * @param text one line that says what to do
 */
record FailureLine(int exitCode, String text) {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLine.class);

  private static final int NOTHING_CHANGED = 1;
  private static final int NOT_SHOWN = 3;
  private static final int UNKNOWN = 4;

  /** The line and the exit code for this failure. */
  static FailureLine of(Throwable failure) {
    if (failure instanceof Refused refused) {
      return nothingChanged(String.valueOf(refused.getMessage()));
    }
    Optional<StartupFailure> startup = StartupFailure.behind(failure);
    if (startup.isPresent()) {
      return nothingChanged(String.valueOf(startup.get().getMessage()));
    }
    LOG.error("The command failed", failure);
    if (failure instanceof NotShown) {
      return new FailureLine(
          NOT_SHOWN,
          "The command was carried out, but its answer could not be shown. What it changed stays"
              + " changed: the commands \"list\" show it. A token that nobody saw is of no use:"
              + " \"admin token revoke ID\" revokes it.");
    }
    if (failure instanceof CommitUnknown) {
      return new FailureLine(
          UNKNOWN,
          "The database went away in the moment of the commit. The change may or may not have been"
              + " made: list what is there before you try again.");
    }
    if (MissingRight.isBehind(failure)) {
      return nothingChanged(
          "The database user may not do this: run the command as one who has the rights of an"
              + " administrator, see docs/administration.md.");
    }
    if (DatabaseOutage.isBehind(failure)) {
      return nothingChanged("The database is away or too busy, nothing was changed: try again.");
    }
    return nothingChanged(
        "The command failed by a defect, nothing was changed: run it again with the environment"
            + " variable LOGGING_THRESHOLD_CONSOLE=error, which shows the reason, and report"
            + " it.");
  }

  private static FailureLine nothingChanged(String text) {
    return new FailureLine(NOTHING_CHANGED, text);
  }
}

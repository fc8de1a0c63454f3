package com.dayzero.customers.server.admin;

import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The admin command: what its commands have in common. */
@Command(
    name = "admin",
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpWidth = 100,
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:Refused or failed: nothing was changed; a line on the standard error says what to do.",
      "2:Wrong arguments.",
      "3:Done, but the answer could not be shown: what was changed stays changed.",
      "4:The database went away in the commit: the change may or may not have been made; list"
          + " before you try again."
    },
    description = {
      "Administers businesses, users, members, payment terms and tokens.",
      "",
      "Works on the database of the server's settings (DATABASE_URL, DATABASE_USER, ...); without,"
          + " on the embedded one of DATA_FOLDER, whether a server runs on it or not. Migrates the"
          + " database first.",
      "Every change is written to the audit log."
    },
    footer = {
      "",
      "Example:",
      "  java -jar server-1.0.0-exec.jar admin token create --user owner@demo.example --name ci"
          + " --scope customers:write"
    })
final class AdminCommand {
  private static final Logger LOG = LoggerFactory.getLogger(AdminCommand.class);

  private final PrintWriter out;
  private final String[] settings;

  // Only picocli looks at it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer in one line of JSON, for scripts.")
  private boolean json;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "Who makes the change, for the audit log (default: the system's user and host).")
  private @Nullable Name as;

  AdminCommand(PrintWriter out, String... settings) {
    this.out = out;
    this.settings = settings.clone();
  }

  /** Who makes the change. */
  String actor() {
    return as == null ? Actor.ofTheSystem() : as.text();
  }

  /**
   * Lets a repository or service work, and prints what it returns.
   *
   * @throws NotShown if it worked, and its answer could not be printed
   * @throws CommitUnknown if nobody knows whether it worked
   */
  <T> void answer(Class<T> type, Function<T, Object> work) {
    ConfigurableApplicationContext context = AdminContext.start(settings);
    try {
      print(answerOf(context, type, work));
    } finally {
      close(context);
    }
  }

  private static <T> Object answerOf(
      ConfigurableApplicationContext context, Class<T> type, Function<T, Object> work) {
    T worker = context.getBean(type);
    Commits commits = context.getBean(Commits.class);
    try {
      return work.apply(worker);
    } catch (RuntimeException e) {
      throw commits.isUnknown() ? new CommitUnknown(e) : e;
    }
  }

  private void print(Object answer) {
    try {
      Answers.print(answer, json, out);
    } catch (NotShown e) {
      throw e;
    } catch (RuntimeException e) {
      throw new NotShown(e);
    }
  }

  /** What became of the command is decided already, whatever fails here. */
  private static void close(ConfigurableApplicationContext context) {
    try {
      context.close();
    } catch (RuntimeException e) {
      LOG.error("The command's context could not be closed", e);
    }
  }
}

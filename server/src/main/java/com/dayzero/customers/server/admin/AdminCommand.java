package com.dayzero.customers.server.admin;

import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
      "2:Wrong arguments."
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

  /** Lets a repository or service work, and prints what it returns. */
  <T> void answer(Class<T> type, Function<T, Object> work) {
    try (ConfigurableApplicationContext context = AdminContext.start(settings)) {
      Answers.print(work.apply(context.getBean(type)), json, out);
    }
  }
}

package com.dayzero.customers.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dayzero.customers.server.access.Role;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the admin command: {@code java -jar server-1.0.0-exec.jar admin ...}. */
public final class AdminCommandLine {
  private static final int WRONG_ARGUMENTS = 2;

  private AdminCommandLine() {}

  /**
   * Runs one command. The standard output gets its answer and nothing else, whatever a library
   * prints.
   *
   * @return the exit code: 0 done, 1 refused or failed, 2 wrong arguments, 3 done but not shown, 4
   *     nobody knows whether it was done
   */
  public static int run(String... args) {
    PrintStream answers = System.out;
    System.setOut(System.err);
    try {
      return commandLine(
              new PrintWriter(answers, true, UTF_8), new PrintWriter(System.err, true, UTF_8))
          .execute(args);
    } finally {
      System.setOut(answers);
    }
  }

  /**
   * The command with all its commands.
   *
   * @param settings as on the server's command line
   */
  static CommandLine commandLine(PrintWriter out, PrintWriter err, String... settings) {
    AdminCommand admin = new AdminCommand(out, settings);
    return new CommandLine(admin)
        .addSubcommand(new BusinessCommands(admin))
        .addSubcommand(new UserCommands(admin))
        .addSubcommand(new MemberCommands(admin))
        .addSubcommand(new PaymentTermCommands(admin))
        .addSubcommand(new TokenCommands(admin, err))
        .addSubcommand(new AuditCommands(admin))
        .addSubcommand(new MigrateCommand(admin))
        .registerConverter(UUID.class, new IdConverter())
        .registerConverter(Name.class, Name::of)
        .registerConverter(Email.class, Email::of)
        .registerConverter(UserName.class, UserName::of)
        .registerConverter(Scope.class, Scope::of)
        .registerConverter(Role.class, new RoleConverter())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((failure, command, _) -> {
          FailureLine told = FailureLine.of(failure);
          command.getErr().println(Printable.escaped(told.text()));
          return told.exitCode();
        })
        .setParameterExceptionHandler((wrong, _) -> {
          explain(wrong);
          return WRONG_ARGUMENTS;
        });
  }

  private static void explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String line = String.valueOf(wrong.getMessage()).strip().replaceAll("\\R\\s*", " ");
    err.println(
        "%s; see \"%s --help\""
            .formatted(Printable.escaped(line), command.getCommandSpec().qualifiedName()));
    UnmatchedArgumentException.printSuggestions(wrong, err);
  }
}

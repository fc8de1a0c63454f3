package com.dayzero.customers.server.admin;

import com.dayzero.customers.contract.WireJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Runs admin commands within the test, on the database of these settings. */
public final class Shell {
  private final String[] settings;

  /** A shell with these settings, as on the server's command line. */
  public Shell(String... settings) {
    // What a command switches off stays off in its process, which here is that of the tests.
    this.settings =
        Stream.concat(Stream.of("--logging.threshold.console=trace"), Arrays.stream(settings))
            .toArray(String[]::new);
  }

  /**
   * What a command answered.
   *
   * @param code the exit code
   * @param out the standard output
   * @param err the standard error
   */
  public record Result(int code, String out, String err) {
    /** The answer to a command with {@code --json}, which has to have succeeded. */
    public JsonNode json() {
      if (code != 0 || out.lines().count() != 1) {
        throw new AssertionError(this);
      }
      return WireJson.mapper().readTree(out);
    }
  }

  /** Runs a command. */
  public Result run(String... arguments) {
    return runInto(new StringWriter(), arguments);
  }

  /** Runs a command with this as its standard output. */
  Result runInto(Writer out, String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        AdminCommandLine.commandLine(new PrintWriter(out), new PrintWriter(err), settings)
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** The answer to a command, run with {@code --json}. */
  public JsonNode json(String... arguments) {
    return run(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new))
        .json();
  }
}

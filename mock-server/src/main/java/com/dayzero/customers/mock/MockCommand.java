package com.dayzero.customers.mock;

import static java.util.stream.Collectors.joining;

import com.dayzero.customers.mock.prefer.Preferences;
import com.dayzero.customers.mock.session.Sessions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wiremock.joptsimple.ArgumentAcceptingOptionSpec;
import wiremock.joptsimple.OptionDescriptor;
import wiremock.joptsimple.OptionException;
import wiremock.joptsimple.OptionParser;
import wiremock.joptsimple.OptionSet;
import wiremock.joptsimple.OptionSpec;

/**
 * The command line of the mock: its own options, and WireMock's, which are passed on. Read by the
 * library that reads WireMock's.
 */
final class MockCommand {
  private static final int MAX_PORT = 65_535;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern FLAG_WITH_VALUE = Pattern.compile("--(quiet|help|version)=.*");

  private final OptionParser parser = new OptionParser(false);

  private final OptionSpec<String> portOption =
      option("port", "PORT", "Where to listen, 0 for a free port").defaultsTo("8081");

  private final OptionSpec<String> hostOption =
      option("host", "ADDRESS", "The address to listen on, 0.0.0.0 for all")
          .defaultsTo("localhost");

  private final OptionSpec<String> folderOption =
      option("mappings", "DIR", "A folder with mappings/ and __files/ that win over ours");

  private final OptionSpec<String> seedOption =
      option("seed", "SEED", "Makes ids and times the same in every run");

  private final OptionSpec<String> delayOption =
      option("delay", "MILLIS", "How long an answer of the contract takes").defaultsTo("0");

  private final OptionSpec<Void> quietOption =
      parser.accepts("quiet", "Do not print requests that go wrong");

  private final OptionSpec<Void> helpOption =
      parser.acceptsAll(List.of("h", "help"), "Print this and exit");

  private final OptionSpec<Void> versionOption =
      parser.acceptsAll(List.of("V", "version"), "Print the version and exit");

  private final OptionSet given;
  private final List<String> ofWireMock;

  /**
   * The command with these arguments.
   *
   * @throws WrongArguments if an option lacks its value, or has one that it does not take
   */
  MockCommand(String... arguments) {
    for (String argument : arguments) {
      // The library would take the option and forget the value.
      check(!FLAG_WITH_VALUE.matcher(argument).matches(), argument + ": the option takes no value");
    }
    parser.allowsUnrecognizedOptions();
    try {
      this.given = parser.parse(arguments);
    } catch (OptionException e) {
      throw wrong(WireMockArguments.named(e) + " needs a value");
    }
    this.ofWireMock = given.nonOptionArguments().stream().map(Object::toString).toList();
  }

  private ArgumentAcceptingOptionSpec<String> option(String name, String value, String does) {
    return parser.accepts(name, does).withRequiredArg().describedAs(value);
  }

  /** What is to be printed instead of a start: the help, or the version. */
  Optional<String> printed() {
    if (given.has(helpOption)) {
      return Optional.of(helpText());
    }
    return given.has(versionOption) ? Optional.of(versionText()) : Optional.empty();
  }

  /**
   * What these say to WireMock.
   *
   * @throws WrongArguments if a value is none that the option takes
   */
  MockOptions toOptions() {
    int port = number(portOption, MAX_PORT, "--port takes a number");
    int delay = number(delayOption, Preferences.MAX_DELAY_MILLIS, "--delay takes milliseconds");
    String host = Objects.requireNonNull(value(hostOption));
    String seed = value(seedOption);
    Path folder = folder();
    check(
        seed == null || Sessions.isSeed(seed), "--seed takes 1 to 100 printable ASCII characters");
    check(new Host(host).isKnown(), "--host " + host + " is not known: there is no such address");
    checkFolder(folder);
    new WireMockArguments(ofWireMock).refused().ifPresent(refused -> check(false, refused));
    List<String> arguments =
        new ArrayList<>(List.of("--port", String.valueOf(port), "--bind-address", host));
    arguments.addAll(
        folder == null
            ? List.of("--load-resources-from-classpath", MockOptions.OURS)
            : List.of("--root-dir", folder.toString()));
    arguments.addAll(ofWireMock);
    try {
      return MockOptions.of(
          new MockSettings(seed, delay, given.has(quietOption)),
          folder != null,
          arguments.toArray(String[]::new));
    } catch (OptionException e) {
      throw wrong("Neither the mock nor WireMock takes so: " + WireMockArguments.named(e));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** What kept WireMock from starting. */
  WrongArguments explain(Exception e) {
    return wrong(new WireMockArguments(ofWireMock).explain(e));
  }

  private static void checkFolder(@Nullable Path folder) {
    if (folder == null
        || Files.isDirectory(folder.resolve("mappings"))
        || Files.isDirectory(folder.resolve("__files"))) {
      return;
    }
    Path above = Objects.requireNonNullElse(folder.getParent(), Path.of("."));
    check(
        !folder.endsWith("mappings") || !Files.isDirectory(folder),
        "--mappings takes the folder above mappings: --mappings " + above);
    check(
        false,
        "--mappings "
            + folder
            + " has neither a folder mappings nor one __files: put stubs into "
            + folder
            + "/mappings/*.json");
  }

  private @Nullable Path folder() {
    String text = value(folderOption);
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong("--mappings takes a folder, and this is no path: " + e.getReason());
    }
  }

  private int number(OptionSpec<String> option, int max, String otherwise) {
    String text = Objects.requireNonNull(value(option));
    boolean holds = NUMBER.matcher(text).matches() && Integer.parseInt(text) <= max;
    check(holds, otherwise + " from 0 to " + max);
    return Integer.parseInt(text);
  }

  private @Nullable String value(OptionSpec<String> option) {
    try {
      String value = given.valueOf(option);
      // The library takes the next word, whatever it is.
      check(
          value == null || !value.startsWith("--"),
          dashed(option.options().iterator().next()) + " needs a value");
      return value;
    } catch (OptionException e) {
      throw wrong(WireMockArguments.named(e) + " was given more than once");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw wrong(otherwise);
    }
  }

  private static WrongArguments wrong(String reason) {
    return new WrongArguments(reason + "; see --help");
  }

  private static String dashed(String name) {
    return (name.length() == 1 ? "-" : "--") + name;
  }

  private String helpText() {
    StringWriter text = new StringWriter();
    parser.formatHelpWith(options ->
        options.values().stream()
            .distinct()
            .filter(option -> !option.representsNonOptions())
            .map(MockCommand::line)
            .collect(joining()));
    try {
      parser.printHelpOn(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return """
    Usage: java -jar mock-server.jar [OPTIONS]
    Answers as the server does, without a database.

    %s
    Other options are WireMock's own: https://wiremock.org/docs/standalone/java-jar/\
    """
        .formatted(text);
  }

  private static String line(OptionDescriptor option) {
    String names = option.options().stream().map(MockCommand::dashed).collect(joining(", "));
    String value = option.acceptsArguments() ? "=" + option.argumentDescription() : "";
    String usual =
        option.defaultValues().isEmpty()
            ? ""
            : " (default: %s)".formatted(option.defaultValues().getFirst());
    return "  %-16s  %s%s.%n".formatted(names + value, option.description(), usual);
  }

  private static String versionText() {
    String version = MockServer.class.getPackage().getImplementationVersion();
    return "mock-server " + (version == null ? "(not packaged)" : version);
  }
}

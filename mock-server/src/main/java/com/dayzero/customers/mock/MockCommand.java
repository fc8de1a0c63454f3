package com.dayzero.customers.mock;

import com.dayzero.customers.mock.prefer.Preferences;
import com.dayzero.customers.mock.session.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import wiremock.joptsimple.OptionException;

/** The command line of the mock: its own options, and WireMock's, which are passed on. */
@Command(
    name = "java -jar mock-server.jar",
    mixinStandardHelpOptions = true,
    versionProvider = MockCommand.Version.class,
    sortOptions = false,
    description = "Answers as the server does, without a database.",
    footer = "%nOther options are WireMock's own: https://wiremock.org/docs/standalone/java-jar/")
final class MockCommand {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Where to listen, 0 for a free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description = "The address to listen on, 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--mappings",
      paramLabel = "DIR",
      description =
          "A folder with stubs of your own in mappings/ and files in __files/; they win over ours.")
  private @Nullable Path folder;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Makes ids and times the same in every run.")
  private @Nullable String seed;

  @Option(
      names = "--delay",
      paramLabel = "MILLIS",
      defaultValue = "0",
      description =
          "How long an answer of the contract takes, in milliseconds (default: ${DEFAULT-VALUE}).")
  private int delay;

  @Option(names = "--quiet", description = "Do not print requests that go wrong.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Unmatched private List<String> ofWireMock = new ArrayList<>();

  /**
   * What these say to WireMock.
   *
   * @throws ParameterException if a value is none that the option takes
   */
  MockOptions toOptions() {
    check(port >= 0 && port <= MAX_PORT, "--port takes a number from 0 to " + MAX_PORT);
    check(
        delay >= 0 && delay <= Preferences.MAX_DELAY_MILLIS,
        "--delay takes milliseconds from 0 to " + Preferences.MAX_DELAY_MILLIS);
    check(
        seed == null || Sessions.isSeed(seed), "--seed takes 1 to 100 printable ASCII characters");
    check(new Host(host).isKnown(), "--host " + host + " is not known: there is no such address");
    checkFolder();
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
          new MockSettings(seed, delay, quiet), folder != null, arguments.toArray(String[]::new));
    } catch (OptionException e) {
      // Its own message is lost in the one jar.
      throw wrong("Neither the mock nor WireMock takes so: --" + String.join(", --", e.options()));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** What kept WireMock from starting. */
  ParameterException explain(Exception e) {
    return wrong(new WireMockArguments(ofWireMock).explain(e));
  }

  private void checkFolder() {
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

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw wrong(otherwise);
    }
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason + "; see --help");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = MockServer.class.getPackage().getImplementationVersion();
      return new String[] {"mock-server " + (version == null ? "(not packaged)" : version)};
    }
  }
}

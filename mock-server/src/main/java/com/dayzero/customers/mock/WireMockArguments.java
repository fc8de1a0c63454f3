package com.dayzero.customers.mock;

import com.github.tomakehurst.wiremock.standalone.CommandLineOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import wiremock.joptsimple.OptionException;

/** What the command line leaves to WireMock, and what of it the mock does not take. */
final class WireMockArguments {
  private static final Map<String, String> REFUSED =
      Map.of(
          "--bind-address", "name the address in --host",
          "--root-dir", "name the folder of your stubs in --mappings",
          "--load-resources-from-classpath", "name the folder of your stubs in --mappings",
          "--global-response-templating",
              "it would read what callers send as templates; name the transformer"
                  + " response-template in your stubs");

  private static final Set<String> MAY_TAKE_VALUE =
      Set.of("--max-template-cache-entries", "--permitted-system-keys");

  private final List<String> arguments;

  WireMockArguments(List<String> arguments) {
    this.arguments = arguments;
  }

  /** The first of them that is not taken, with what to say instead. */
  Optional<String> refused() {
    return IntStream.range(0, arguments.size())
        .boxed()
        .flatMap(i -> refused(i).stream())
        .findFirst();
  }

  private Optional<String> refused(int index) {
    String argument = arguments.get(index);
    if (!isOption(argument)) {
      return index > 0 && takesValue(arguments.get(index - 1))
          ? Optional.empty()
          : Optional.of(
              "'%s' belongs to no option; a folder with stubs goes into --mappings %s"
                  .formatted(argument, argument));
    }
    String name = argument.split("=", 2)[0];
    // WireMock takes abbreviations.
    return REFUSED.keySet().stream()
        .filter(it -> it.startsWith(name))
        .findFirst()
        .map(it -> "The mock does not take " + it + ": " + REFUSED.get(it));
  }

  /** What kept WireMock from starting with them; its own words are those of its libraries. */
  String explain(Exception e) {
    Throwable root = rootOf(e);
    if (root instanceof OptionException option) {
      return "WireMock does not take so: " + named(option);
    }
    String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    if (root instanceof NumberFormatException) {
      String value = said.substring(said.indexOf('"') + 1, said.lastIndexOf('"'));
      return "%s takes a number, not '%s'".formatted(optionOf(value).orElse("An option"), value);
    }
    if (said.startsWith("Insufficient configured threads")) {
      return "--container-threads are too few: " + said.replaceFirst(" for .*", "");
    }
    return "WireMock cannot start so: %s: %s".formatted(root.getClass().getSimpleName(), said);
  }

  /** The options that the library complains of; its own message is lost in the one jar. */
  static String named(OptionException e) {
    return "--" + String.join(", --", e.options());
  }

  static Throwable rootOf(Throwable e) {
    return e.getCause() == null ? e : rootOf(e.getCause());
  }

  private Optional<String> optionOf(String value) {
    return arguments.stream()
        .filter(it -> it.endsWith("=" + value))
        .map(it -> it.substring(0, it.length() - value.length() - 1))
        .findFirst()
        .or(() -> before(value));
  }

  private Optional<String> before(String value) {
    int index = arguments.lastIndexOf(value);
    return index > 0 ? Optional.of(arguments.get(index - 1)) : Optional.empty();
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("--");
  }

  /** Not every option does: after {@code --verbose} WireMock ignores a value without a word. */
  private static boolean takesValue(String option) {
    if (!isOption(option) || option.contains("=")) {
      return false;
    }
    try {
      new CommandLineOptions(option);
      return MAY_TAKE_VALUE.contains(option);
    } catch (OptionException needsOne) {
      return true;
    } catch (IllegalArgumentException notByItself) {
      return false;
    }
  }
}

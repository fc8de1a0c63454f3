package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.core.support.expressions.SystemPropertyResolver;
import au.com.dius.pact.core.support.expressions.ValueResolver;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import au.com.dius.pact.provider.junitsupport.loader.PactBrokerLoader;
import au.com.dius.pact.provider.junitsupport.loader.PactFolderLoader;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pacts to verify, all checked before the first request is made. They come from
 *
 * <ul>
 *   <li>a broker, where {@code pactbroker.url} is set, with the other {@code pactbroker.}
 *       properties of pact-jvm;
 *   <li>else the folder that {@code pacts} names, from the project's folder;
 *   <li>else {@code contract-tests/pacts}.
 * </ul>
 *
 * {@code pact.filter.consumers} keeps those of some consumers, separated by commas.
 */
public final class ConsumerPacts implements PactLoader {
  /** The name that pacts call this API by. */
  static final String PROVIDER = "customers";

  private static final String BROKER = "pactbroker.url";
  private static final String FOLDER = "pacts";
  private static final String CONSUMERS = "pact.filter.consumers";

  private @Nullable PactLoader source;
  private ValueResolver resolver = SystemPropertyResolver.INSTANCE;
  private final StateCatalogue states = new StateCatalogue();

  /** pact-jvm reads its properties from here. */
  @PactBroker
  private static final class Broker {}

  private static PactLoader source() {
    String broker = System.getProperty(BROKER, "");
    String folder = System.getProperty(FOLDER, "");
    if (!broker.isEmpty() && !folder.isEmpty()) {
      throw new IllegalStateException(
          "Both -D%s and -D%s are set: set the one to verify".formatted(BROKER, FOLDER));
    }
    if (broker.isEmpty()) {
      return new PactFolderLoader(folder(folder));
    }
    if (Boolean.getBoolean("pact.verifier.publishResults")
        && System.getProperty("pact.provider.version", "").isEmpty()) {
      throw new IllegalStateException(
          "Results are to be published, but of which version? Set -Dpact.provider.version, such as"
              + " the commit");
    }
    return new PactBrokerLoader(Broker.class.getAnnotation(PactBroker.class));
  }

  private static File folder(String given) {
    Path root = Path.of(System.getProperty("project.folder", ".."));
    Path folder = given.isEmpty() ? root.resolve("contract-tests/pacts") : root.resolve(given);
    String[] files = folder.toFile().list((in, name) -> name.endsWith(".json"));
    if (files == null) {
      throw new IllegalStateException(
          "There is no folder %s: set -D%s to a folder of pact files"
              .formatted(folder.normalize(), FOLDER));
    }
    if (files.length == 0) {
      throw new IllegalStateException(
          "No pact file is in %s: put the consumer's *.json there, or set -D%s to where it is"
              .formatted(folder.normalize(), FOLDER));
    }
    return folder.toFile();
  }

  /**
   * Every pact for that provider.
   *
   * @throws IllegalStateException if there is none, or if one cannot be verified, with what to do
   */
  @Override
  public List<Pact> load(String provider) {
    PactLoader from = source();
    from.setValueResolver(resolver);
    source = from;
    List<Pact> all = read(from, provider);
    if (all.isEmpty()) {
      throw new IllegalStateException(
          "No pact in %s is for the provider \"%s\": name it so in the consumer's test"
              .formatted(from.description(), provider));
    }
    List<Pact> pacts = ofWantedConsumers(all);
    String problems =
        pacts.stream().flatMap(this::problems).collect(Collectors.joining("\n  ", "\n  ", ""));
    if (!problems.isBlank()) {
      throw new IllegalStateException(
          "These pacts cannot be verified; contract-tests/README.md has the states:" + problems);
    }
    return pacts;
  }

  private static List<Pact> read(PactLoader source, String provider) {
    try {
      return source.load(provider);
    } catch (Exception e) {
      throw new IllegalStateException(
          source instanceof PactBrokerLoader
              ? "The broker %s gives no pacts: check -D%s and -Dpactbroker.auth.token"
                  .formatted(System.getProperty(BROKER), BROKER)
              : "A pact in %s cannot be read: %s".formatted(source.description(), e.getMessage()),
          e);
    }
  }

  private static List<Pact> ofWantedConsumers(List<Pact> all) {
    Set<String> known =
        all.stream()
            .map(pact -> pact.getConsumer().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    String wanted = System.getProperty(CONSUMERS, "");
    if (wanted.isEmpty()) {
      return all;
    }
    Set<String> names = Set.of(wanted.split("\\s*,\\s*"));
    if (!known.containsAll(names)) {
      throw new IllegalStateException(
          "-D%s=%s names a consumer without a pact; there are pacts of %s"
              .formatted(CONSUMERS, wanted, known));
    }
    return all.stream().filter(pact -> names.contains(pact.getConsumer().getName())).toList();
  }

  private Stream<String> problems(Pact pact) {
    if (pact.getInteractions().isEmpty()) {
      return Stream.of(pact.getConsumer().getName() + ": the pact has no interactions");
    }
    return pact.getInteractions().stream()
        .flatMap(interaction ->
            problems(interaction).stream()
                .map(problem ->
                    "%s, \"%s\": %s"
                        .formatted(
                            pact.getConsumer().getName(), interaction.getDescription(), problem)));
  }

  private List<String> problems(Interaction interaction) {
    List<String> problems = new ArrayList<>(states.problems(interaction));
    if (!(interaction instanceof SynchronousRequestResponse)) {
      problems.add("it is no HTTP request, and this API has nothing else");
    }
    return problems;
  }

  @Override
  public @Nullable PactSource getPactSource() {
    return source == null ? null : source.getPactSource();
  }

  @Override
  public String description() {
    return source == null ? "" : source.description();
  }

  @Override
  public void setValueResolver(ValueResolver resolver) {
    this.resolver = resolver;
  }

  /** As {@link #load} has them, for whoever is not pact-jvm. */
  static List<Pact> all() {
    return new ConsumerPacts().load(PROVIDER);
  }
}

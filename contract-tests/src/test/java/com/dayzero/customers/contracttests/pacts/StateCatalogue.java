package com.dayzero.customers.contracttests.pacts;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.provider.junitsupport.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link ProviderStates} offers, and whether an interaction asks for more. */
final class StateCatalogue {
  private static final String REQUIRED = "!";

  private final Map<String, List<String>> parameters = new TreeMap<>();

  StateCatalogue() {
    Arrays.stream(ProviderStates.class.getMethods())
        .map(method -> method.getAnnotation(State.class))
        .filter(state -> state != null)
        .forEach(state -> parameters.put(state.value()[0], namesIn(state.comment())));
  }

  private static List<String> namesIn(String comment) {
    return comment.isEmpty() ? List.of() : List.of(comment.split(", "));
  }

  /** The names of all states. */
  Set<String> names() {
    return parameters.keySet();
  }

  /** The names of a state's parameters. */
  List<String> parametersOf(String state) {
    return parameters.getOrDefault(state, List.of()).stream()
        .map(name -> name.replace(REQUIRED, ""))
        .toList();
  }

  /** What an interaction asks for and cannot have, in words; nothing if all is well. */
  List<String> problems(Interaction interaction) {
    return interaction.getProviderStates().stream().flatMap(this::problems).toList();
  }

  private Stream<String> problems(ProviderState state) {
    String name = Objects.requireNonNullElse(state.getName(), "");
    if (!parameters.containsKey(name)) {
      return Stream.of(
          "there is no state \"%s\"; there are %s"
              .formatted(
                  name,
                  names().stream().map(it -> '"' + it + '"').collect(Collectors.joining(", "))));
    }
    List<String> problems = new ArrayList<>();
    for (String given : state.getParams().keySet()) {
      if (!parametersOf(name).contains(given)) {
        problems.add(
            "the state \"%s\" has no parameter \"%s\"; it has %s"
                .formatted(name, given, parametersOf(name)));
      }
    }
    for (String parameter : parameters.get(name)) {
      String required = parameter.replace(REQUIRED, "");
      if (parameter.endsWith(REQUIRED) && state.getParams().get(required) == null) {
        problems.add("the state \"%s\" needs the parameter \"%s\"".formatted(name, required));
      }
    }
    return problems.stream();
  }
}

package com.dayzero.customers.mock.prefer;

import com.dayzero.customers.contract.Example;
import com.dayzero.customers.contract.Operation;
import com.github.tomakehurst.wiremock.http.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the mock beyond what its contract says.
 *
 * @param forced the answer to give whatever the request holds
 * @param delayMillis how long to wait before it, in milliseconds; null where nothing is asked
 * @param fault how to break the connection instead of answering
 * @param applied the same as the header {@code Preference-Applied} says it; empty if nothing is
 *     asked
 */
public record Preferences(
    @Nullable Example forced,
    @Nullable Integer delayMillis,
    @Nullable Fault fault,
    String applied) {
  /** The longest delay, in milliseconds. */
  public static final int MAX_DELAY_MILLIS = 60_000;

  /** The faults by the names that they are asked by. */
  public static final Map<String, Fault> FAULTS = faults();

  /** What can be asked for. */
  public static final List<String> NAMES = List.of("code", "example", "delay", "fault");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Preferences NONE = new Preferences(null, null, null, "");

  /**
   * The preferences that these wishes come to; of two with the same name the first counts.
   *
   * @throws UnmetPreference if one of them cannot be met
   */
  public static Preferences of(Operation operation, List<Wish> wishes) {
    if (wishes.isEmpty()) {
      return NONE;
    }
    Map<String, Wish> firsts = new LinkedHashMap<>();
    wishes.forEach(wish -> firsts.putIfAbsent(wish.name(), wish));
    Example forced = forced(operation, firsts.get("code"), firsts.get("example"));
    Integer delay = Optional.ofNullable(firsts.get("delay")).map(Preferences::delay).orElse(null);
    Fault fault = Optional.ofNullable(firsts.get("fault")).map(Preferences::fault).orElse(null);
    String applied =
        firsts.values().stream()
            .filter(wish -> NAMES.contains(wish.name()))
            .map(wish -> wish.name() + "=" + wish.value())
            .collect(Collectors.joining(", "));
    return new Preferences(forced, delay, fault, applied);
  }

  /** The name that a fault is asked by; a stub's own may have none but WireMock's. */
  public static String nameOf(Fault fault) {
    return FAULTS.entrySet().stream()
        .filter(named -> named.getValue() == fault)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(fault.name());
  }

  /** Whether the mock knows a preference with this name. */
  static boolean knows(String name) {
    return NAMES.contains(name);
  }

  /** Says what can be asked instead of a name that the mock does not know. */
  static UnmetPreference unknown(Wish wish) {
    return new UnmetPreference(wish + " cannot be met: the mock knows " + String.join(", ", NAMES));
  }

  private static @Nullable Example forced(
      Operation operation, @Nullable Wish code, @Nullable Wish name) {
    if (code == null && name == null) {
      return null;
    }
    List<Example> examples = new ArrayList<>(operation.examples());
    if (code != null) {
      examples.removeIf(example -> !String.valueOf(example.status()).equals(code.value()));
      if (examples.isEmpty()) {
        throw unmet(
            code,
            operation,
            "has the statuses "
                + operation.examples().stream()
                    .map(example -> String.valueOf(example.status()))
                    .distinct()
                    .collect(Collectors.joining(", ")));
      }
    }
    if (name != null) {
      List<String> names = examples.stream().map(Example::name).toList();
      examples.removeIf(example -> !example.name().equals(name.value()));
      if (examples.isEmpty()) {
        throw unmet(
            name,
            operation,
            (code == null ? "has" : "has for " + code.value())
                + " the examples "
                + String.join(", ", names));
      }
    }
    return examples.getFirst();
  }

  private static UnmetPreference unmet(Wish wish, Operation operation, String instead) {
    return new UnmetPreference(
        "%s cannot be met: %s %s %s"
            .formatted(wish, operation.method(), operation.path(), instead));
  }

  private static Integer delay(Wish wish) {
    if (!NUMBER.matcher(wish.value()).matches()
        || Integer.parseInt(wish.value()) > MAX_DELAY_MILLIS) {
      throw new UnmetPreference(
          wish + " cannot be met: delay takes milliseconds from 0 to " + MAX_DELAY_MILLIS);
    }
    return Integer.valueOf(wish.value());
  }

  private static Fault fault(Wish wish) {
    Fault fault = FAULTS.get(wish.value());
    if (fault == null) {
      throw new UnmetPreference(
          wish + " cannot be met: the faults are " + String.join(", ", FAULTS.keySet()));
    }
    return fault;
  }

  private static Map<String, Fault> faults() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("connection-reset", Fault.CONNECTION_RESET_BY_PEER);
    faults.put("empty", Fault.EMPTY_RESPONSE);
    faults.put("malformed", Fault.MALFORMED_RESPONSE_CHUNK);
    return faults;
  }
}

package com.dayzero.customers.contracttests.compatibility;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Who writes and who reads. Requests may not be narrowed, because clients write them; answers may
 * not be widened, because clients read them.
 */
enum Direction {
  REQUEST,
  RESPONSE;

  /** Stands in a set for whatever is not ruled out. */
  static final String ANYTHING = "anything";

  /** Less is possible than before. */
  void narrower(Versions at, String words) {
    tell(at, words, this == REQUEST);
  }

  /** More is possible than before. */
  void wider(Versions at, String words) {
    tell(at, words, this == RESPONSE);
  }

  private static void tell(Versions at, String words, boolean breaks) {
    if (breaks) {
      at.breaking(words);
    } else {
      at.additive(words);
    }
  }

  /**
   * Compares the presence of a field, a header or another part of a message.
   *
   * @return whether there is something left to compare
   */
  boolean presence(Versions part, boolean wasRequired, boolean isRequired) {
    if (part.isGone()) {
      // What is not named in a request is ignored, so a client would lose it without a word.
      part.breaking(this == REQUEST ? "is gone: what clients send there is ignored" : "is gone");
      return false;
    }
    if (part.isNew()) {
      tell(part, isRequired ? "is new and required" : "is new", this == REQUEST && isRequired);
      return false;
    }
    if (!wasRequired && isRequired) {
      narrower(part, "was optional and is required now");
    } else if (wasRequired && !isRequired) {
      wider(part, "was required and is optional now");
    }
    return true;
  }

  /** As {@link #presence(Versions, boolean, boolean)}, of what says itself that it is required. */
  boolean presence(Versions part) {
    return presence(part, isRequired(part.released()), isRequired(part.current()));
  }

  private static boolean isRequired(JsonNode part) {
    return part.path("required").asBoolean(false);
  }

  /** Compares what is possible, one by one. */
  void choice(Versions at, String name, Set<String> before, Set<String> after) {
    boolean less = !after.contains(ANYTHING) && !after.containsAll(before);
    boolean more = !before.contains(ANYTHING) && !before.containsAll(after);
    String words =
        "%s was %s and is %s now"
            .formatted(name, String.join(" or ", before), String.join(" or ", after));
    if (less && more) {
      at.breaking(words);
    } else if (less) {
      narrower(at, words);
    } else if (more) {
      wider(at, words);
    }
  }

  /** Compares a limit that, the higher it is, leaves more. */
  Consumer<Versions> most(String name) {
    return limit -> limit(limit, name, Comparator.naturalOrder());
  }

  /** Compares a limit that, the higher it is, leaves less. */
  Consumer<Versions> least(String name) {
    return limit -> limit(limit, name, Comparator.reverseOrder());
  }

  private void limit(Versions limit, String name, Comparator<BigDecimal> room) {
    int change =
        limit.isNew()
            ? -1
            : limit.isGone() ? 1 : room.compare(number(limit.current()), number(limit.released()));
    if (change < 0) {
      narrower(limit, limit.change(name));
    } else if (change > 0) {
      wider(limit, limit.change(name));
    }
  }

  private static BigDecimal number(JsonNode limit) {
    return limit.decimalValue();
  }
}

package com.dayzero.customers.server.settings;

/**
 * Something that may be set from outside.
 *
 * @param property its name in application.yaml
 * @param variable the environment variable that sets it
 * @param byDefault what it is otherwise; empty for nothing
 * @param kind what it may be, in a word or two
 * @param meaning the sentence that describes it; empty if nothing does
 */
record Setting(String property, String variable, String byDefault, String kind, String meaning) {

  /** A row of the reference. */
  String toRow() {
    return "| `%s` | %s | %s | %s | `%s` |"
        .formatted(
            variable,
            meaning.replace("|", "\\|"),
            kind,
            byDefault.isEmpty() ? "" : "`" + byDefault + "`",
            property);
  }
}

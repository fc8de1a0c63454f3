package com.dayzero.customers.mock.prefer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that is asked of the mock, not checked yet.
 *
 * @param name its name, such as {@code code}
 * @param value its value; empty where it has none
 * @param source where it was asked, for messages
 */
public record Wish(String name, String value, String source) {
  /** A longer list asks for nothing: reading it would take time that grows with its square. */
  private static final int MAX_LENGTH = 1000;

  /** {@code name[=value]} up to the next comma; what follows a semicolon are parameters. */
  private static final Pattern PREFERENCE =
      Pattern.compile(
          "\\s*+([\\w!#$%&'*+.^`|~-]++)(?:\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,;\"]*+)))?+"
              + "[^,]*+(?:,|$)");

  /** Whether it is about what is answered, and not about how late. */
  boolean choosesAnswer() {
    return !name.equals("delay");
  }

  /** Reads a list of preferences as RFC 7240 has it: {@code code=403, delay=1500}. */
  static List<Wish> parse(String list, String source) {
    List<Wish> wishes = new ArrayList<>();
    if (list.length() > MAX_LENGTH) {
      return wishes;
    }
    Matcher matcher = PREFERENCE.matcher(list);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String bare = matcher.group(3);
      String value = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : bare == null ? "" : bare;
      wishes.add(new Wish(matcher.group(1).toLowerCase(Locale.ROOT), value, source));
    }
    return wishes;
  }

  @Override
  public String toString() {
    return source + name + (value.isEmpty() ? "" : "=" + value);
  }
}

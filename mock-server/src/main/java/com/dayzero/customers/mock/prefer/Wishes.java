package com.dayzero.customers.mock.prefer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.dayzero.customers.contract.WireJson;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Finds what a request asks of the mock: in the header {@code Prefer}, in query parameters such as
 * {@code __code=403}, and, for an app that can touch neither, in a text of the body such as {@code
 * mock:code=403}. What stands first here counts first.
 */
public final class Wishes {
  private static final String MAGIC = "mock:";

  private Wishes() {}

  /**
   * The wishes of a request, then those that its session holds for every request.
   *
   * @throws UnmetPreference if a text of the body asks for something that the mock does not know
   */
  public static List<Wish> of(Request request, Map<String, String> defaults) {
    List<Wish> wishes = new ArrayList<>(ofHeader(request));
    if (request.getUrl().indexOf('?') >= 0) {
      addWhatIsOpen(wishes, ofQuery(request));
    }
    byte[] body = request.getBody();
    if (body.length > 0 && new String(body, ISO_8859_1).contains(MAGIC)) {
      addWhatIsOpen(wishes, ofBody(body));
    }
    if (!defaults.isEmpty()) {
      addWhatIsOpen(
          wishes,
          defaults.entrySet().stream()
              .map(it -> new Wish(it.getKey(), it.getValue(), "The session's default "))
              .toList());
    }
    return wishes;
  }

  /**
   * Whoever chooses an answer first chooses all of it: a status here is no part of a name there.
   */
  private static void addWhatIsOpen(List<Wish> wishes, List<Wish> later) {
    boolean isChosen = wishes.stream().anyMatch(Wish::choosesAnswer);
    later.stream().filter(wish -> !(isChosen && wish.choosesAnswer())).forEach(wishes::add);
  }

  /** RFC 7240: what is not known is ignored. */
  private static List<Wish> ofHeader(Request request) {
    HttpHeader prefer = request.header("Prefer");
    if (!prefer.isPresent()) {
      return List.of();
    }
    return prefer.values().stream()
        .flatMap(list -> Wish.parse(list, "Prefer: ").stream())
        .filter(wish -> Preferences.knows(wish.name()))
        .toList();
  }

  private static List<Wish> ofQuery(Request request) {
    List<Wish> wishes = new ArrayList<>();
    for (String name : Preferences.NAMES) {
      QueryParameter parameter = request.queryParameter("__" + name);
      if (parameter.isPresent()) {
        wishes.add(new Wish(name, parameter.firstValue(), "Query parameter __"));
      }
    }
    return wishes;
  }

  private static List<Wish> ofBody(byte[] body) {
    List<Wish> wishes = new ArrayList<>();
    JsonNode json;
    try {
      json = WireJson.mapper().readTree(body);
    } catch (JacksonException e) {
      // Told by the contract's own check.
      return wishes;
    }
    if (!json.isObject()) {
      return wishes;
    }
    json.forEachEntry((field, value) -> {
      if (value.isString() && value.stringValue().startsWith(MAGIC)) {
        for (Wish wish :
            Wish.parse(value.stringValue().substring(MAGIC.length()), field + ": " + MAGIC)) {
          if (!Preferences.knows(wish.name())) {
            throw Preferences.unknown(wish);
          }
          wishes.add(wish);
        }
      }
    });
    return wishes;
  }
}

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
    List<Wish> wishes = new ArrayList<>();
    HttpHeader prefer = request.header("Prefer");
    if (prefer.isPresent()) {
      // RFC 7240: what is not known is ignored.
      prefer.values().stream()
          .flatMap(list -> Wish.parse(list, "Prefer: ").stream())
          .filter(wish -> Preferences.knows(wish.name()))
          .forEach(wishes::add);
    }
    if (request.getUrl().indexOf('?') >= 0) {
      addFromQuery(request, wishes);
    }
    byte[] body = request.getBody();
    if (body.length > 0 && new String(body, ISO_8859_1).contains(MAGIC)) {
      addFromBody(body, wishes);
    }
    defaults.forEach((name, value) -> wishes.add(new Wish(name, value, "The session's default ")));
    return wishes;
  }

  private static void addFromQuery(Request request, List<Wish> wishes) {
    for (String name : Preferences.NAMES) {
      QueryParameter parameter = request.queryParameter("__" + name);
      if (parameter.isPresent()) {
        wishes.add(new Wish(name, parameter.firstValue(), "Query parameter __"));
      }
    }
  }

  private static void addFromBody(byte[] body, List<Wish> wishes) {
    JsonNode json;
    try {
      json = WireJson.mapper().readTree(body);
    } catch (JacksonException e) {
      // Told by the contract's own check.
      return;
    }
    if (!json.isObject()) {
      return;
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
  }
}

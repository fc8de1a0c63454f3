package com.dayzero.customers.mock.session;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.contract.WireJson;
import com.dayzero.customers.mock.prefer.Preferences;
import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.dayzero.customers.mock.prefer.Wish;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.url.PathParams;
import com.github.tomakehurst.wiremock.core.Admin;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is added to WireMock's admin API, below {@code /__admin}:
 *
 * <ul>
 *   <li>{@code GET /sessions} and {@code GET /sessions/{name}}: what there is
 *   <li>{@code GET /sessions/{name}/requests}: the last requests, the newest first
 *   <li>{@code PUT /sessions/{name}/defaults}: what every request of the session asks for: {@code
 *       {"code": 503, "delay": 200, "seed": "42"}}; {@code {}} for nothing
 *   <li>{@code DELETE /sessions/{name}} and {@code DELETE /sessions}: begin anew
 * </ul>
 */
public final class SessionAdmin implements AdminApiExtension {
  private static final String SESSION = "/sessions/{name}";
  private static final String SEED = "seed";
  private static final List<String> DEFAULTS =
      Stream.concat(Preferences.NAMES.stream(), Stream.of(SEED)).toList();

  private final Sessions sessions;
  private final Contract contract;

  /** For these sessions. */
  public SessionAdmin(Sessions sessions, Contract contract) {
    this.sessions = sessions;
    this.contract = contract;
  }

  @Override
  public String getName() {
    return "session-admin";
  }

  /** WireMock finds a route by the class of its task: each has a lambda of its own. */
  @Override
  public void contributeAdminApiRoutes(Router router) {
    router.add(RequestMethod.GET, "/sessions", (admin, event, path) -> json(200, list()));
    router.add(RequestMethod.DELETE, "/sessions", (admin, event, path) -> json(200, resetAll()));
    router.add(
        RequestMethod.GET, SESSION, (admin, event, path) -> look(path, SessionAdmin::describe));
    router.add(
        RequestMethod.GET,
        SESSION + "/requests",
        (admin, event, path) -> look(path, session -> requests(session, admin)));
    router.add(
        RequestMethod.PUT,
        SESSION + "/defaults",
        (admin, event, path) ->
            named(path, session -> setDefaults(session, event.getRequest().getBody())));
    router.add(RequestMethod.DELETE, SESSION, (admin, event, path) -> named(path, this::reset));
  }

  private ResponseDefinition look(PathParams path, Function<Session, JsonNode> task) {
    return answer(path, name -> task.apply(sessions.look(name)));
  }

  private ResponseDefinition named(PathParams path, Function<Session, JsonNode> task) {
    return answer(path, name -> task.apply(sessions.named(name)));
  }

  private static ResponseDefinition answer(PathParams path, Function<String, JsonNode> task) {
    try {
      return json(200, task.apply(Objects.requireNonNull(path.get("name"))));
    } catch (UnmetPreference e) {
      return answer(UnmetPreference.STATUS, e.body());
    }
  }

  private JsonNode reset(Session session) {
    sessions.reset(session.name());
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode resetAll() {
    sessions.resetAll();
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode list() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("sessions");
    sessions.all().forEach(session -> list.add(describe(session)));
    return json;
  }

  private static ObjectNode describe(Session session) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", session.name())
            .put("since", session.since().toString())
            .put("requests", session.count());
    ObjectNode defaults = json.putObject("defaults");
    session.preferences().forEach(defaults::put);
    defaults.put(SEED, session.seed());
    return json;
  }

  private static JsonNode requests(Session session, Admin admin) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("requests");
    session.requests().forEach(event -> list.add(LoggedExchange.describe(event, admin)));
    return json;
  }

  private JsonNode setDefaults(Session session, byte[] body) {
    Map<String, String> defaults = read(body);
    @Nullable String seed = defaults.remove(SEED);
    if (seed != null) {
      Sessions.checkSeed(seed);
    }
    List<Wish> wishes =
        defaults.entrySet().stream()
            .map(entry -> new Wish(entry.getKey(), entry.getValue(), "The default "))
            .toList();
    contract.operations().forEach(operation -> Preferences.of(operation, wishes));
    session.setDefaults(defaults, seed);
    return describe(session);
  }

  private static Map<String, String> read(byte[] body) {
    JsonNode json;
    try {
      json = WireJson.mapper().readTree(body);
    } catch (JacksonException e) {
      json = JsonNodeFactory.instance.nullNode();
    }
    if (!json.isObject() || !DEFAULTS.containsAll(json.propertyNames())) {
      throw new UnmetPreference(
          "The defaults of a session are a JSON object with any of " + String.join(", ", DEFAULTS));
    }
    Map<String, String> defaults = new LinkedHashMap<>();
    json.forEachEntry((name, value) -> {
      if (!value.isNull()) {
        defaults.put(name, value.asString());
      }
    });
    return defaults;
  }

  private static ResponseDefinition json(int status, JsonNode json) {
    return answer(status, WireJson.write(json));
  }

  private static ResponseDefinition answer(int status, byte[] body) {
    return ResponseDefinitionBuilder.responseDefinition()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body)
        .build();
  }
}

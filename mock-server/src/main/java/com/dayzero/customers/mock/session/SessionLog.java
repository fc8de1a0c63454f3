package com.dayzero.customers.mock.session;

import com.dayzero.customers.mock.prefer.Preferences;
import com.dayzero.customers.mock.prefer.UnmetPreference;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps every request with its session, and prints those that went wrong. */
public final class SessionLog implements ServeEventListener {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int MAX_LINE = 500;

  private final Sessions sessions;
  private final Predicate<ServeEvent> ignored;
  private final @Nullable PrintStream out;

  /**
   * A log of these sessions.
   *
   * @param ignored which requests are none of a test's
   * @param out where what went wrong is printed; null for nowhere
   */
  public SessionLog(Sessions sessions, Predicate<ServeEvent> ignored, @Nullable PrintStream out) {
    this.sessions = sessions;
    this.ignored = ignored;
    this.out = out;
  }

  @Override
  public String getName() {
    return "session-log";
  }

  /** Before the answer is sent, so that who has it finds its request here. */
  @Override
  public void beforeResponseSent(ServeEvent event, Parameters parameters) {
    if (ignored.test(event)) {
      return;
    }
    Session session = sessionOf(event);
    session.add(event);
    if (out != null && wentWrong(event.getResponse())) {
      out.println(line(session, event));
    }
  }

  private Session sessionOf(ServeEvent event) {
    try {
      return sessions.of(event.getRequest());
    } catch (UnmetPreference noName) {
      return sessions.named(Sessions.DEFAULT);
    }
  }

  private static boolean wentWrong(LoggedResponse response) {
    return response.getStatus() >= 400 || response.getFault() != null;
  }

  private static String outcome(LoggedResponse response) {
    return response.getFault() == null
        ? String.valueOf(response.getStatus())
        : "broken off (" + Preferences.nameOf(response.getFault()) + ")";
  }

  /** A stub of somebody's own has no reason but itself. */
  private static List<String> reasons(ServeEvent event) {
    List<String> reasons = Reason.of(event);
    String stub = event.getStubMapping() == null ? null : event.getStubMapping().getName();
    return reasons.isEmpty() && stub != null
        ? List.of("as the stub \"" + stub + "\" says")
        : reasons;
  }

  private static String line(Session session, ServeEvent event) {
    String line =
        "%s %s %s%s %s"
            .formatted(
                event.getRequest().getMethod(),
                event.getRequest().getUrl(),
                outcome(event.getResponse()),
                session.name().equals(Sessions.DEFAULT) ? "" : " [" + session.name() + "]",
                reasons(event).stream()
                    .map(reason -> reason.lines().findFirst().orElse(""))
                    .collect(Collectors.joining("; ")));
    String clean = CONTROL.matcher(line).replaceAll(" ").strip();
    return clean.length() > MAX_LINE ? clean.substring(0, MAX_LINE) + "…" : clean;
  }
}

package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.TimeBudget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * The requests that are worked on. Each more makes all of them slower, so there is a limit; one
 * whose client has not sent its body yet does not count.
 */
@Component
public class Load {
  /** Set on a request whose body did not come in time, and whose rest nobody waits for. */
  public static final String ABANDONED = Load.class.getName() + ".abandoned";

  private final AtomicInteger atWork = new AtomicInteger();
  private final LoadSettings settings;
  private final TimeBudget time;

  Load(LoadSettings settings, TimeBudget time) {
    this.settings = settings;
    this.time = time;
  }

  /** Takes on a request, unless it is one too many. */
  boolean begin() {
    if (atWork.incrementAndGet() > settings.requestsAtOnce()) {
      atWork.decrementAndGet();
      return false;
    }
    time.start();
    return true;
  }

  /** A request that was taken on is answered. */
  void end() {
    time.stop();
    atWork.decrementAndGet();
  }

  /** How many requests are worked on at the moment. */
  int atWork() {
    return atWork.get();
  }

  /**
   * The body of a request that was taken on. Until it is closed, the request is its client's and
   * not the server's work: it does not count, and its time does not run. Who has sent the body
   * comes back without being asked again whether there is room. A client that takes longer than it
   * may is answered 408, and the rest of its body is not waited for.
   */
  public InputStream body(
      Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    InputStream sent = request.getInputStream();
    atWork.decrementAndGet();
    return new ClientBody(
        sent,
        settings.bodyTimeLimit(),
        () -> tooSlow(operation, request, response),
        this::bodyIsRead);
  }

  private static Refusal tooSlow(
      Operation operation, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Connection", "close");
    request.setAttribute(ABANDONED, true);
    return operation.refusal("timeout");
  }

  private void bodyIsRead(Duration waited) {
    time.extendBy(waited);
    atWork.incrementAndGet();
  }
}

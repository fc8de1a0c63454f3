package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.TimeBudget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * The requests that are worked on, and the memory that their bodies take. Each more makes all of
 * them slower, so there is a limit; one whose client has not sent its body yet does not count.
 */
@Component
public class Load {
  /** Set on a request whose body did not come in time, and whose rest nobody waits for. */
  public static final String ABANDONED = Load.class.getName() + ".abandoned";

  private static final String BYTES_HELD = Load.class.getName() + ".bytesHeld";

  /** What is made of a body, and answered about it, takes several times the memory of its bytes. */
  private static final int BODIES_SHARE_OF_HEAP = 8;

  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicLong freeBytes =
      new AtomicLong(Runtime.getRuntime().maxMemory() / BODIES_SHARE_OF_HEAP);
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
  void end(HttpServletRequest request) {
    time.stop();
    atWork.decrementAndGet();
    if (request.getAttribute(BYTES_HELD) instanceof Integer held) {
      freeBytes.addAndGet(held);
    }
  }

  /** How many requests are worked on at the moment. */
  int atWork() {
    return atWork.get();
  }

  /**
   * The body of a request that was taken on. Until it is closed, the request is its client's and
   * not the server's work: it does not count. Afterwards, it is refused where there is no room any
   * more. A client that takes longer than it may is answered 408, one whose body does not fit into
   * the memory for bodies 503, and the rest of it is not waited for.
   */
  public InputStream body(
      Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    InputStream sent = request.getInputStream();
    atWork.decrementAndGet();
    return new ClientBody(
        sent,
        settings.bodyTimeLimit(),
        new ClientBody.Reader() {
          @Override
          public void took(int bytes) {
            if (!hold(bytes, request)) {
              throw abandoned("unavailable");
            }
          }

          @Override
          public Refusal tooSlow() {
            return abandoned("timeout");
          }

          @Override
          public void ended() {
            if (atWork.incrementAndGet() > settings.requestsAtOnce()) {
              throw operation.refusal("unavailable");
            }
          }

          private Refusal abandoned(String reason) {
            response.setHeader("Connection", "close");
            request.setAttribute(ABANDONED, true);
            return operation.refusal(reason);
          }
        });
  }

  private boolean hold(int bytes, HttpServletRequest request) {
    int held = request.getAttribute(BYTES_HELD) instanceof Integer before ? before : 0;
    request.setAttribute(BYTES_HELD, held + bytes);
    return freeBytes.addAndGet(-bytes) >= 0;
  }
}

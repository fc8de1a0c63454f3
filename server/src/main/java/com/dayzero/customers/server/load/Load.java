package com.dayzero.customers.server.load;

import com.dayzero.customers.contract.Operation;
import com.dayzero.customers.contract.Refusal;
import com.dayzero.customers.server.database.StartupFailure;
import com.dayzero.customers.server.database.TimeBudget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** The time and the memory that requests take. */
@Component
public class Load {
  /** Set on a request whose body did not come in time, and whose rest nobody waits for. */
  public static final String ABANDONED = Load.class.getName() + ".abandoned";

  private static final String BYTES_HELD = Load.class.getName() + ".bytesHeld";

  /** What is made of a body, and answered about it, takes several times the memory of its bytes. */
  private static final int BODIES_SHARE_OF_HEAP = 8;

  /** As long as a head may be, which is not counted either: whatever others send, a create fits. */
  private static final int UNCOUNTED_BYTES = 8 * 1024;

  private static final int MOST_DRAINED = 8 * 1024 * 1024;

  private final AtomicLong freeBytes =
      new AtomicLong(Runtime.getRuntime().maxMemory() / BODIES_SHARE_OF_HEAP);
  private final LoadSettings settings;
  private final Lanes lanes;
  private final TimeBudget time;

  Load(LoadSettings settings, Lanes lanes, TimeBudget time) {
    if (settings.maxWait().compareTo(time.all()) >= 0) {
      throw new StartupFailure(
          "REQUEST_MAX_WAIT is %d ms: set it to less than DATABASE_TIME_LIMIT, which is %d ms."
              .formatted(settings.maxWait().toMillis(), time.all().toMillis()),
          null);
    }
    this.settings = settings;
    this.lanes = lanes;
    this.time = time;
  }

  /**
   * The calling thread begins to work on a request; what that waited is taken from its time.
   *
   * @return whether there is a place for it
   */
  public boolean begin() {
    if (!lanes.begin()) {
      return false;
    }
    time.start();
    time.take(lanes.takeWaited());
    return true;
  }

  /** The calling thread waits for another than this server: others have its place meanwhile. */
  public void pause() {
    lanes.leave();
  }

  /**
   * The calling thread goes on with its request; what it waits for a place is taken from its time.
   *
   * @return whether there is a place for it
   */
  public boolean goOn() {
    if (!lanes.comeBack()) {
      return false;
    }
    time.take(lanes.takeWaited());
    return true;
  }

  /** What reads some more of the rest of a body, and tells how many bytes; -1 at its end. */
  public interface Rest {
    int read() throws IOException;
  }

  /**
   * Reads the rest of a request's body, which nobody asked for, so that its client is done with
   * sending and sees the answer.
   *
   * @return whether it came to its end in the time that a client has for a body
   */
  public boolean drain(Rest rest) throws IOException {
    long start = System.nanoTime();
    long left = MOST_DRAINED;
    for (int read = rest.read(); read >= 0; read = rest.read()) {
      left -= read;
      if (left < 0 || System.nanoTime() - start > settings.bodyTimeLimit().toNanos()) {
        return false;
      }
    }
    return true;
  }

  /** The request is answered. */
  public void end(HttpServletRequest request) {
    time.stop();
    freeBytes.addAndGet(counted(bytesHeld(request)));
  }

  /**
   * The body of a request, to be closed. While it is waited for, the request is its client's and
   * not the server's work: others have its place. A client that takes longer than it may is
   * answered 408, one whose body does not fit into the memory for bodies 503, and the rest of it is
   * not waited for.
   */
  public InputStream body(
      Operation operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return new ClientBody(
        request.getInputStream(),
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
          public void waits() {
            pause();
          }

          @Override
          public void goesOn() {
            if (!goOn()) {
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
    int before = bytesHeld(request);
    int held = before + bytes;
    request.setAttribute(BYTES_HELD, held);
    int more = counted(held) - counted(before);
    return more == 0 || freeBytes.addAndGet(-more) >= 0;
  }

  private static int bytesHeld(HttpServletRequest request) {
    return request.getAttribute(BYTES_HELD) instanceof Integer held ? held : 0;
  }

  private static int counted(int bytes) {
    return Math.max(0, bytes - UNCOUNTED_BYTES);
  }
}

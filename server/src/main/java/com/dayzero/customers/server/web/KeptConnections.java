package com.dayzero.customers.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.dayzero.customers.server.load.Lanes;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as Tomcat speaks it, but for times when there is too much to do. A connection can go on
 * after a 503: Tomcat closes it; then a refused client's next attempt costs the server a new
 * connection, which is more than the refusal. And a connection's thread, which in Tomcat works on
 * all that the connection brings without a pause, leaves it to another to refuse the next. Tomcat
 * also takes fewer names of hosts than there are.
 */
public final class KeptConnections extends Http11NioProtocol {
  private static final int UNAVAILABLE = 503;

  /** Tomcat looks at the status when it begins to write an answer, and again after its end. */
  private static final int UNAVAILABLE_AND_KEPT = 10_503;

  /**
   * Lets the connection that the thread works on wait for its next request as between any two,
   * unless a part of that may have been read already; of an encrypted one it is never known.
   */
  private static final ScopedValue<BooleanSupplier> GOES_BACK = ScopedValue.newInstance();

  /** Called before a 503 is written, and again after that: the connection goes on. */
  static void keepAfterRefusal(Request request) {
    request.getResponse().setStatus(UNAVAILABLE_AND_KEPT);
  }

  /** Called after Tomcat's first look, and before the status is written. */
  @Override
  public boolean useCompression(Request request, Response response) {
    if (response.getStatus() == UNAVAILABLE_AND_KEPT) {
      response.setStatus(UNAVAILABLE);
    }
    return super.useCompression(request, response);
  }

  /**
   * Asked before a connection's thread looks for its next request, when {@code true} ends the
   * thread; asked again after that, when {@code false} keeps the connection. So what a connection
   * brings next goes through {@link Lanes#run} as if it were its first.
   */
  @Override
  public boolean isPaused() {
    return super.isPaused()
        || (Lanes.endsHere() && GOES_BACK.isBound() && GOES_BACK.get().getAsBoolean());
  }

  /** The thread that refuses waits for no client to read what it was answered before. */
  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        connection.setWriteTimeout(Lanes.isOneTooMany() ? 1 : getConnectionTimeout());
        return ScopedValue.where(GOES_BACK, () -> goesBack(connection))
            .call(() -> super.service(connection));
      }

      // Names with an underscore are names, too (RFC 3986, section 3.2.2), such as those of Docker
      // Compose's services.
      @Override
      protected void parseHost(@Nullable MessageBytes host) {
        if (host == null || host.getByteChunk().indexOf('_', 0) < 0) {
          super.parseHost(host);
          return;
        }
        byte[] name = host.toString().replace('_', 'x').getBytes(ISO_8859_1);
        MessageBytes readable = MessageBytes.newInstance();
        readable.setBytes(name, 0, name.length);
        super.parseHost(readable);
        request
            .serverName()
            .setString(host.toString().substring(0, request.serverName().getLength()));
      }

      private boolean goesBack(SocketWrapperBase<?> connection) {
        if (isSSLEnabled() || available(false) > 0) {
          return false;
        }
        // Tomcat does it when it looks for the next request, which it will not.
        connection.setReadTimeout(getKeepAliveTimeout());
        return true;
      }
    };
  }
}

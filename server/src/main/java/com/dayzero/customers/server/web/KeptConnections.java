package com.dayzero.customers.server.web;

import com.dayzero.customers.server.load.Lanes;
import java.io.IOException;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat speaks it, but a connection can go on after a 503. Tomcat closes it; then a
 * refused client's next attempt costs the server a new connection, which is more than the refusal,
 * at the time when it has the least to give.
 */
public final class KeptConnections extends Http11NioProtocol {
  private static final int UNAVAILABLE = 503;

  /** Tomcat looks at the status when it begins to write an answer, and again after its end. */
  private static final int UNAVAILABLE_AND_KEPT = 10_503;

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

  /** The thread that refuses waits for no client to read what it was answered before. */
  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        connection.setWriteTimeout(Lanes.isOneTooMany() ? 1 : getConnectionTimeout());
        return super.service(connection);
      }
    };
  }
}

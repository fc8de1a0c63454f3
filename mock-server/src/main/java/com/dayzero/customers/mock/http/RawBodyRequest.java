package com.dayzero.customers.mock.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose body is read to a limit, and comes to the contract's checks as it was sent:
 * WireMock would unpack what is, or looks, compressed, which the contract refuses.
 */
final class RawBodyRequest extends HttpServletRequestWrapper {
  /** In bytes, far above every operation's own limit; nothing past it is read. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final String ENCODING = "Content-Encoding";
  private static final byte GZIP_FIRST = 0x1f;
  private static final byte GZIP_SECOND = (byte) 0x8b;

  private final byte[] body;

  private RawBodyRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /**
   * Reads the request's body.
   *
   * @throws IOException if the client stops sending in the middle of it
   */
  static RawBodyRequest read(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BYTES);
    if (body.length > 1 && body[0] == GZIP_FIRST && body[1] == GZIP_SECOND) {
      // No text begins with either, so the answer is the same, but WireMock leaves this one alone.
      body[0] = GZIP_SECOND;
    }
    return new RawBodyRequest(request, body);
  }

  /** In capitals it means the same to the contract and nothing to WireMock. */
  @Override
  public @Nullable String getHeader(String name) {
    String value = super.getHeader(name);
    return value != null && name.equalsIgnoreCase(ENCODING)
        ? value.toUpperCase(Locale.ROOT)
        : value;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(new ByteArrayInputStream(body));
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}

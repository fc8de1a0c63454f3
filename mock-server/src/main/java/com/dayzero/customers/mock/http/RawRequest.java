package com.dayzero.customers.mock.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ReadListener;
import wiremock.jakarta.servlet.ServletInputStream;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose body is read to a limit. One of the contract comes to its checks as it was sent:
 * WireMock would unpack what is, or looks, compressed, and take forms apart, all of which the
 * contract refuses.
 */
final class RawRequest extends HttpServletRequestWrapper {
  /** In bytes, above every operation's own limit; nothing past it is read. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  private static final Set<String> WIREMOCK_LOOKS_AT = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  // A slash that is escaped separates nothing.
  private static final Pattern ESCAPE = Pattern.compile("%(?!2[Ff])([0-7][0-9A-Fa-f])");
  private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final byte GZIP_FIRST = 0x1f;
  private static final byte GZIP_SECOND = (byte) 0x8b;

  static {
    WIREMOCK_LOOKS_AT.add("Content-Type");
    WIREMOCK_LOOKS_AT.add("Content-Encoding");
  }

  private final String path;
  private final boolean ofTheContract;
  private final byte[] body;
  private final List<String> headerNames;

  private RawRequest(HttpServletRequest request, String path, boolean ofTheContract, byte[] body) {
    super(request);
    this.path = path;
    this.ofTheContract = ofTheContract;
    this.body = body;
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    this.headerNames =
        Collections.list(request.getHeaderNames()).stream().filter(names::add).toList();
  }

  /**
   * Reads the request's body.
   *
   * @param paths those of the contract
   * @throws IOException if the client stops sending in the middle of it
   */
  static RawRequest read(HttpServletRequest request, Set<String> paths) throws IOException {
    String path = unescaped(request.getRequestURI());
    boolean ofTheContract = paths.contains(path);
    byte[] body = request.getInputStream().readNBytes(MAX_BYTES);
    if (ofTheContract && body.length > 1 && body[0] == GZIP_FIRST && body[1] == GZIP_SECOND) {
      // No text begins with either, so the answer is the same, but WireMock leaves this one alone.
      body[0] = GZIP_SECOND;
    }
    return new RawRequest(
        request, ofTheContract ? path : request.getRequestURI(), ofTheContract, body);
  }

  private static String unescaped(String path) {
    return path.indexOf('%') < 0
        ? path
        : ESCAPE
            .matcher(path)
            .replaceAll(it ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(it.group(1), 16))));
  }

  /** One of the contract's by its own spelling: {@code %63} is a {@code c} (RFC 3986, 6.2.2.2). */
  @Override
  public String getRequestURI() {
    return path;
  }

  /** WireMock takes from here what to do with the body; what is matched and checked it copies. */
  @Override
  public @Nullable String getHeader(String name) {
    String value = super.getHeader(name);
    return value != null && ofTheContract && WIREMOCK_LOOKS_AT.contains(name) ? "" : value;
  }

  /** Each once, however it is spelled: WireMock reads all its values for every spelling. */
  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headerNames);
  }

  @Override
  public @Nullable String getContentType() {
    return ofTheContract ? null : super.getContentType();
  }

  /** WireMock fails at what is no escape; the server does not look at it. */
  @Override
  public @Nullable String getQueryString() {
    String query = super.getQueryString();
    return query == null || query.indexOf('%') < 0
        ? query
        : NO_ESCAPE.matcher(query).replaceAll("%25");
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
    public byte[] readAllBytes() {
      return bytes.readAllBytes();
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

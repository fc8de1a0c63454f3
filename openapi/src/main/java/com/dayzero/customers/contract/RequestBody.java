package com.dayzero.customers.contract;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's body before it is read: what its headers say, and its bytes. */
public final class RequestBody {
  private RequestBody() {}

  /**
   * Reads the body, never more of it than the operation allows.
   *
   * <p>An empty body has no type, so none is asked for: it is a violation of the schema, as in
   * FastAPI.
   *
   * @param contentType the header {@code Content-Type}, null where it is absent
   * @param contentEncoding the header {@code Content-Encoding}, null where it is absent
   * @param contentLength the length in bytes that was announced, negative where none was
   * @throws Refusal 413 if it is too large, else 415 if its headers do not say JSON
   */
  public static byte[] read(
      Operation operation,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      long contentLength,
      InputStream body)
      throws IOException {
    if (contentLength > operation.maxBodyBytes()) {
      throw operation.refusal("too_large");
    }
    // As many as were announced, so that no more memory is taken; else one more than is allowed.
    byte[] bytes =
        body.readNBytes(contentLength < 0 ? operation.maxBodyBytes() + 1 : (int) contentLength);
    check(operation, contentType, contentEncoding, bytes);
    return bytes;
  }

  /**
   * Checks a body that is read already.
   *
   * @throws Refusal as {@link #read} does
   */
  public static void check(
      Operation operation,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      byte[] body) {
    if (body.length > operation.maxBodyBytes()) {
      throw operation.refusal("too_large");
    }
    if (body.length == 0) {
      return;
    }
    if (contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity")) {
      throw operation.refusal("compressed");
    }
    if (!isJson(contentType)) {
      throw operation.refusal("not_json");
    }
  }

  /**
   * FastAPI's rule: {@code application/json} or {@code application/*+json}, whatever the
   * parameters.
   */
  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/")
            && type.endsWith("+json")
            && type.indexOf('/') == type.lastIndexOf('/'));
  }
}

package com.dayzero.customers.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text that a body's bytes stand for. */
final class JsonText {
  private JsonText() {}

  /**
   * Decodes as Python's {@code json.loads} does: UTF-8 by default, UTF-16 or UTF-32 where a byte
   * order mark or the place of the zeros in the first characters shows it; the mark itself is
   * dropped. Other than there, half of a surrogate pair is no text even if bytes spell it.
   *
   * @throws CharacterCodingException if the bytes are not text in that encoding
   */
  static String decode(byte[] bytes) throws CharacterCodingException {
    Charset encoding = encodingOf(bytes);
    String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    // Java drops the mark of UTF-32 by itself.
    return text.startsWith("\ufeff") && !encoding.name().startsWith("UTF-32")
        ? text.substring(1)
        : text;
  }

  private static Charset encodingOf(byte[] b) {
    if (b.length >= 4 && startsWith(b, 0, 0, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_32BE;
    }
    if (b.length >= 4 && startsWith(b, 0xFF, 0xFE, 0, 0)) {
      return StandardCharsets.UTF_32LE;
    }
    if (startsWith(b, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(b, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (b.length == 2 && (b[0] == 0 || b[1] == 0)) {
      return b[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    if (b.length >= 4 && b[0] == 0) {
      return b[1] == 0 ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_16BE;
    }
    if (b.length >= 4 && b[1] == 0) {
      return b[2] == 0 && b[3] == 0 ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}

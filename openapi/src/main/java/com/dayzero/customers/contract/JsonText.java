package com.dayzero.customers.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text that a body's bytes stand for. */
final class JsonText {
  private JsonText() {}

  /**
   * Decodes as Python's {@code json.loads} does: UTF-8 by default, UTF-16 or UTF-32 where a byte
   * order mark or the place of the zeros in the first characters shows it; the mark itself is
   * dropped. Half of a surrogate pair passes where UTF-8 or UTF-16 spells it.
   *
   * @throws CharacterCodingException if the bytes are not text in that encoding
   */
  static String decode(byte[] bytes) throws CharacterCodingException {
    Charset encoding = encodingOf(bytes);
    String text;
    try {
      text = decode(encoding, bytes, 0, bytes.length);
    } catch (CharacterCodingException e) {
      text = decodeWithHalves(encoding, bytes, e);
    }
    // Java drops the mark of UTF-32 by itself.
    return text.startsWith("\ufeff") && !encoding.name().startsWith("UTF-32")
        ? text.substring(1)
        : text;
  }

  private static String decode(Charset encoding, byte[] bytes, int start, int end)
      throws CharacterCodingException {
    return encoding.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
  }

  private static String decodeWithHalves(
      Charset encoding, byte[] bytes, CharacterCodingException otherwise)
      throws CharacterCodingException {
    if (encoding.equals(StandardCharsets.UTF_8)) {
      return decodeUtf8WithHalves(bytes);
    }
    if (encoding.name().startsWith("UTF-16") && bytes.length % 2 == 0) {
      return ByteBuffer.wrap(bytes)
          .order(
              encoding.equals(StandardCharsets.UTF_16LE)
                  ? ByteOrder.LITTLE_ENDIAN
                  : ByteOrder.BIG_ENDIAN)
          .asCharBuffer()
          .toString();
    }
    throw otherwise;
  }

  private static String decodeUtf8WithHalves(byte[] bytes) throws CharacterCodingException {
    StringBuilder text = new StringBuilder(bytes.length);
    int start = 0;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if ((bytes[i] & 0xFF) == 0xED
          && (bytes[i + 1] & 0xE0) == 0xA0
          && (bytes[i + 2] & 0xC0) == 0x80) {
        text.append(decode(StandardCharsets.UTF_8, bytes, start, i))
            .append((char) (0xD000 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F)));
        start = i + 3;
        i += 2;
      }
    }
    return text.append(decode(StandardCharsets.UTF_8, bytes, start, bytes.length)).toString();
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

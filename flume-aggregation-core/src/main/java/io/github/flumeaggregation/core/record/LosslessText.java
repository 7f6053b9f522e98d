package io.github.flumeaggregation.core.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text for bytes of any kind, from which the bytes can be had back. Bytes that are UTF-8 are that
 * text; any other byte is <code>\xHH</code>, with two upper-case hexadecimal digits. So that
 * nothing else looks like that, a backslash that stands before {@code x} and two hexadecimal digits
 * of either case is written as <code>\x5C</code>.
 *
 * <p>Example: the bytes {@code /caf} and E9, which is "é" in Latin-1, become <code>/caf\xE9</code>.
 * Two texts are the same only if their bytes are.
 */
public final class LosslessText {
  private static final String HEX = "0123456789ABCDEF";
  private static final int ESCAPE_LENGTH = 4;

  private LosslessText() {}

  /**
   * The text for {@code bytes[from, to)}. Cost: that of reading UTF-8, if there is nothing else.
   */
  public static String of(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    boolean isPlain = text.indexOf(Utf8.REPLACEMENT) < 0 && !text.contains("\\x");
    return isPlain ? text : escaped(bytes, from, to);
  }

  private static String escaped(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(2 * (to - from));
    int at = from;
    while (at < to) {
      int decoded = Utf8.decode(bytes, at, to);
      byte b = bytes[at];
      if (Utf8.isMalformed(decoded) || isEscape(bytes, at, to)) {
        text.append("\\x").append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
      } else {
        text.appendCodePoint(Utf8.codePoint(decoded));
      }
      at += Utf8.length(decoded);
    }
    return text.toString();
  }

  private static boolean isEscape(byte[] bytes, int at, int to) {
    return to - at >= ESCAPE_LENGTH
        && bytes[at] == '\\'
        && bytes[at + 1] == 'x'
        && Character.digit(bytes[at + 2], 16) >= 0
        && Character.digit(bytes[at + 3], 16) >= 0;
  }

  /** The bytes for which {@link #of} gives this text. */
  public static byte[] toBytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    int at = 0;
    while (at < bytes.length) {
      if (isEscape(bytes, at, bytes.length)) {
        int high = Character.digit(bytes[at + 2], 16);
        bytes[length++] = (byte) (high << 4 | Character.digit(bytes[at + 3], 16));
        at += ESCAPE_LENGTH;
      } else {
        bytes[length++] = bytes[at++];
      }
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}

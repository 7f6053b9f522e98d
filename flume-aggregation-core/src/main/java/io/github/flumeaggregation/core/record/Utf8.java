package io.github.flumeaggregation.core.record;

/** Writes and reads single code points as UTF-8, without allocation. */
public final class Utf8 {
  /** What stands for a byte that begins no code point. */
  static final char REPLACEMENT = 0xfffd;

  private static final int LENGTH_SHIFT = 24;
  private static final int LONGEST = 4;
  private static final int MALFORMED = REPLACEMENT | 1 << LENGTH_SHIFT;

  private Utf8() {}

  /** Writes {@code codePoint} to {@code into} from {@code at} on; answers the index after it. */
  public static int encode(int codePoint, byte[] into, int at) {
    int next = at;
    if (codePoint < 0x80) {
      into[next++] = (byte) codePoint;
      return next;
    }
    if (codePoint < 0x800) {
      into[next++] = (byte) (0xc0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        into[next++] = (byte) (0xe0 | codePoint >> 12);
      } else {
        into[next++] = (byte) (0xf0 | codePoint >> 18);
        into[next++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
      }
      into[next++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
    }
    into[next++] = (byte) (0x80 | (codePoint & 0x3f));
    return next;
  }

  /**
   * The code point that begins at {@code at}, with its number of bytes; both are to be had from the
   * answer. A byte that begins none counts as U+FFFD.
   */
  public static int decode(byte[] bytes, int at, int to) {
    int first = bytes[at];
    if (first >= 0) {
      return first | 1 << LENGTH_SHIFT;
    }
    int length = (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
    if ((first & 0xf8) == 0xf8 || (first & 0xc0) == 0x80 || to - at < length) {
      return MALFORMED;
    }
    int value = first & 0x7f >> length;
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return MALFORMED;
      }
      value = value << 6 | (bytes[i] & 0x3f);
    }
    boolean shortest = value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
    boolean exists = value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
    return shortest && exists ? value | length << LENGTH_SHIFT : MALFORMED;
  }

  /** Whether an answer of {@link #decode} stands for a byte that begins no code point. */
  static boolean isMalformed(int decoded) {
    return decoded == MALFORMED;
  }

  /**
   * The end of the longest part of {@code bytes[from, to)} that begins at {@code from}, has at most
   * {@code maxBytes} bytes, and does not end within a code point.
   */
  public static int cut(byte[] bytes, int from, int to, int maxBytes) {
    if (to - from <= maxBytes) {
      return to;
    }
    int end = from + maxBytes;
    for (int start = end - 1; start >= Math.max(from, end - LONGEST + 1); start--) {
      if (start + length(decode(bytes, start, to)) > end) {
        return start;
      }
    }
    return end;
  }

  /** The code point in an answer of {@link #decode}. */
  public static int codePoint(int decoded) {
    return decoded & (1 << LENGTH_SHIFT) - 1;
  }

  /** The number of bytes in an answer of {@link #decode}. */
  public static int length(int decoded) {
    return decoded >>> LENGTH_SHIFT;
  }
}

package io.github.flumeaggregation.core.record;

/**
 * The backslash escapes of access logs: <code>\"</code>, <code>\\</code>, {@code \n}, {@code \t},
 * {@code \r}, {@code \b}, {@code \f}, {@code \v}, and {@code \xHH} for the byte with that number.
 * Anything else after a backslash stays as it is written, the backslash included.
 */
final class Escapes {
  private Escapes() {}

  /** Whether {@code bytes[from, to)} may hold an escape. */
  static boolean occurIn(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Decodes {@code bytes[from, to)} to the start of {@code into}; answers the length. */
  static int decode(byte[] bytes, int from, int to, byte[] into) {
    int length = 0;
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      if (b != '\\' || at + 1 == to) {
        into[length++] = b;
        at++;
      } else if (isHex(bytes, at, to)) {
        into[length++] = (byte) (digit(bytes[at + 2]) << 4 | digit(bytes[at + 3]));
        at += 4;
      } else {
        int single = single(bytes[at + 1]);
        into[length++] = single < 0 ? b : (byte) single;
        at += single < 0 ? 1 : 2;
      }
    }
    return length;
  }

  private static boolean isHex(byte[] bytes, int at, int to) {
    return to - at >= 4
        && bytes[at + 1] == 'x'
        && digit(bytes[at + 2]) >= 0
        && digit(bytes[at + 3]) >= 0;
  }

  private static int digit(byte b) {
    return Character.digit(b, 16);
  }

  /** The byte that a backslash before {@code letter} stands for, or -1. */
  private static int single(byte letter) {
    switch (letter) {
      case '"':
      case '\\':
        return letter;
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'v':
        return 0x0b;
      default:
        return -1;
    }
  }
}

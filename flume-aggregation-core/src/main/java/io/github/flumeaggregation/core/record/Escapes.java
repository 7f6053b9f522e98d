package io.github.flumeaggregation.core.record;

/** See {@link Encoding#ESCAPES}. */
final class Escapes implements Encoding {
  private static final int UNIT_LENGTH = 6;
  private static final int REPLACEMENT = 0xfffd;

  @Override
  public boolean isPlain(byte[] bytes, int from, int to) {
    return Words.indexOf(bytes, from, to, (byte) '\\') < 0;
  }

  @Override
  public int maxDecodedLength(int length) {
    return length;
  }

  @Override
  public Decimal.Parsed number(Slice text, Decimal into) {
    return Decimal.Parsed.MALFORMED;
  }

  @Override
  public int decode(byte[] bytes, int from, int to, byte[] into) {
    int length = 0;
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      if (b != '\\' || at + 1 == to) {
        into[length++] = b;
        at++;
      } else if (hex(bytes, at, to, 'x', 2) >= 0) {
        into[length++] = (byte) hex(bytes, at, to, 'x', 2);
        at += 4;
      } else if (hex(bytes, at, to, 'u', 4) >= 0) {
        int codePoint = codePoint(bytes, at, to);
        length = Utf8.encode(codePoint, into, length);
        at += codePoint > 0xffff ? 2 * UNIT_LENGTH : UNIT_LENGTH;
      } else {
        int single = single(bytes[at + 1]);
        into[length++] = single < 0 ? b : (byte) single;
        at += single < 0 ? 1 : 2;
      }
    }
    return length;
  }

  /**
   * The number of {@code digits} hexadecimal digits after a backslash and {@code letter}, or -1.
   */
  private static int hex(byte[] bytes, int at, int to, char letter, int digits) {
    if (bytes[at + 1] != letter || to - at < 2 + digits) {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + 2 + digits; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** The code point that one UTF-16 unit, or a pair of them, stands for. */
  private static int codePoint(byte[] bytes, int at, int to) {
    char unit = (char) hex(bytes, at, to, 'u', 4);
    if (!Character.isSurrogate(unit)) {
      return unit;
    }
    int second = at + UNIT_LENGTH;
    if (Character.isHighSurrogate(unit) && to - second >= UNIT_LENGTH && bytes[second] == '\\') {
      int low = hex(bytes, second, to, 'u', 4);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint(unit, (char) low);
      }
    }
    return REPLACEMENT;
  }

  /** The byte that a backslash before {@code letter} stands for, or -1. */
  private static int single(byte letter) {
    switch (letter) {
      case '"':
      case '\\':
      case '/':
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

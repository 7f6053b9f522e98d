package io.github.flumeaggregation.core.format;

/** The form of numbers in JSON. */
final class JsonNumber {
  private JsonNumber() {}

  /** Index after the number at {@code from}, or -1 if there is none. */
  static int end(byte[] bytes, int from, int to) {
    int start = from < to && bytes[from] == '-' ? from + 1 : from;
    int at = Digits.end(bytes, start, to);
    if (at == start || (at - start > 1 && bytes[start] == '0')) {
      return -1;
    }
    if (at < to && bytes[at] == '.') {
      int fraction = at + 1;
      at = Digits.end(bytes, fraction, to);
      if (at == fraction) {
        return -1;
      }
    }
    return at < to && (bytes[at] | 0x20) == 'e' ? exponentEnd(bytes, at + 1, to) : at;
  }

  private static int exponentEnd(byte[] bytes, int from, int to) {
    int digits = from < to && (bytes[from] == '-' || bytes[from] == '+') ? from + 1 : from;
    int at = Digits.end(bytes, digits, to);
    return at == digits ? -1 : at;
  }
}

package io.github.flumeaggregation.core.format;

/** Reads numbers of a fixed number of digits. */
final class Digits {
  private Digits() {}

  /** The number that two digits make, or a number below -9999 if they are none. */
  static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int units = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || units < 0 || units > 9 ? -10_000 : tens * 10 + units;
  }

  /** Index of the first byte of {@code [from, to)} that is no digit, or {@code to}. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}

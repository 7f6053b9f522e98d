package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Words;

/** Reads numbers of a fixed number of digits. */
final class Digits {
  private static final long ZEROS = 0x3030303030303030L;
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;

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
    if (from + Long.BYTES <= bytes.length) {
      // Digits become 0 to 9. The lowest bit found is that of another byte: a carry comes from one.
      long values = Words.get(bytes, from) ^ ZEROS;
      long others = (values + ABOVE_NINE | values) & HIGH_BITS;
      at = from + (Long.numberOfTrailingZeros(others) >>> 3);
      if (others != 0 || at >= to) {
        return Math.min(at, to);
      }
    }
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}

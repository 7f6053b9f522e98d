package io.github.flumeaggregation.core.record;

/** The rarer parts of reading a decimal number: exponents and powers of ten. */
final class DecimalText {
  /** What {@link #exponent} answers for a text that is no exponent. */
  static final int MALFORMED = Integer.MIN_VALUE;

  /** Larger exponents are cut to this: a number that needs one is out of range anyway. */
  private static final int LARGEST_EXPONENT = 100_000_000;

  private static final long[] POWERS = new long[Decimal.MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private DecimalText() {}

  static long powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /** The value of {@code e}, an optional sign and digits, which fill {@code bytes[from, to)}. */
  static int exponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    boolean negative = at < to && bytes[at] == '-';
    if (negative || (at < to && bytes[at] == '+')) {
      at++;
    }
    if ((bytes[from] | 0x20) != 'e' || at == to) {
      return MALFORMED;
    }
    int value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      value = Math.min(value * 10 + digit, LARGEST_EXPONENT);
    }
    return negative ? -value : value;
  }
}

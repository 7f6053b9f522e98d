package io.github.flumeaggregation.core.position;

import io.github.flumeaggregation.core.Nullable;

/** Reads whole numbers from event headers without exceptions and without garbage. */
final class DecimalHeader {
  /** What {@link #parse} answers for anything that is not a whole number from 0 to 10^18 - 1. */
  static final long NONE = -1;

  private static final int MAX_DIGITS = 18;

  private DecimalHeader() {}

  static long parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}

package io.github.flumeaggregation.core.record;

import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as text: plain notation, no zeros at the end of the fraction, as {@link
 * Decimal#toString} does. Allocates nothing for numbers below 10^18.
 */
public final class DecimalWriter {
  /** A sign, 18 digits, a point, 18 digits. */
  static final int MOST_BYTES = 38;

  private final byte[] bytes = new byte[MOST_BYTES];
  private final Slice slice = new Slice();

  /** The number as text, valid until the next call. */
  public Slice text(Decimal number) {
    if (number.high() != 0) {
      byte[] large = number.toString().getBytes(StandardCharsets.US_ASCII);
      slice.set(large, 0, large.length);
      return slice;
    }
    int end = bytes.length;
    int at = end;
    long fraction = Math.abs(number.fraction());
    if (fraction != 0) {
      for (int i = 0; i < Decimal.MAX_DIGITS; i++) {
        bytes[--at] = (byte) ('0' + fraction % 10);
        fraction /= 10;
      }
      while (bytes[end - 1] == '0') {
        end--;
      }
      bytes[--at] = '.';
    }
    long whole = Math.abs(number.whole());
    do {
      bytes[--at] = (byte) ('0' + whole % 10);
      whole /= 10;
    } while (whole > 0);
    if (number.whole() < 0 || number.fraction() < 0) {
      bytes[--at] = '-';
    }
    slice.set(bytes, at, end);
    return slice;
  }
}

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Slice;

/** A whole number whose point stands some digits further left: {@code 1500} for 0.001500, say. */
final class Shifted implements Encoding {
  private final int digits;

  /** {@code digits} is by how many the point is shifted. */
  Shifted(int digits) {
    this.digits = digits;
  }

  @Override
  public boolean isPlain(byte[] bytes, int from, int to) {
    return false;
  }

  @Override
  public int maxDecodedLength(int length) {
    return Math.max(length, digits + 1) + 1;
  }

  @Override
  public Decimal.Parsed number(Slice text, Decimal into) {
    return Decimal.Parsed.MALFORMED;
  }

  @Override
  public int decode(byte[] bytes, int from, int to, byte[] into) {
    int whole = Math.max(1, to - from - digits);
    int length = whole + 1 + digits;
    for (int i = 0; i < length; i++) {
      int digit = i - (i > whole ? 1 : 0) - (whole + digits - (to - from));
      into[i] = i == whole ? (byte) '.' : digit < 0 ? (byte) '0' : bytes[from + digit];
    }
    return length;
  }
}

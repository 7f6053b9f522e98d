package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Slice;

/**
 * Seconds, written as such with a point ({@code 0.002}, CloudFront), or else as a whole number of
 * milliseconds ({@code 187}, IIS).
 */
final class MillisOrSeconds implements Encoding {
  private static final Shifted MILLIS = new Shifted(3);

  @Override
  public boolean isPlain(byte[] bytes, int from, int to) {
    return from == to || Digits.end(bytes, from, to) < to;
  }

  @Override
  public int maxDecodedLength(int length) {
    return MILLIS.maxDecodedLength(length);
  }

  @Override
  public Decimal.Parsed number(Slice text, Decimal into) {
    return Decimal.Parsed.MALFORMED;
  }

  @Override
  public int decode(byte[] bytes, int from, int to, byte[] into) {
    return MILLIS.decode(bytes, from, to, into);
  }
}

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Scan;
import io.github.flumeaggregation.core.record.Slice;

/** A quoted text in which two quotes stand for one. */
final class DoubledQuotes implements Encoding {
  private final byte quote;

  DoubledQuotes(byte quote) {
    this.quote = quote;
  }

  @Override
  public boolean isPlain(byte[] bytes, int from, int to) {
    return Scan.indexOf(bytes, from, to, quote) < 0;
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
    for (int at = from; at < to; at++) {
      into[length++] = bytes[at];
      if (bytes[at] == quote) {
        at++;
      }
    }
    return length;
  }
}

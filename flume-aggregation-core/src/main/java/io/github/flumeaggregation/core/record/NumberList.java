package io.github.flumeaggregation.core.record;

/**
 * Several numbers that are one number, their sum, as times and sizes of several upstream servers
 * are: {@code 0.010, 0.002 : 0.001}. A hyphen among them counts nothing.
 */
final class NumberList implements Encoding {
  private final boolean escaped;

  NumberList(boolean escaped) {
    this.escaped = escaped;
  }

  @Override
  public boolean isPlain(byte[] bytes, int from, int to) {
    return !escaped || ESCAPES.isPlain(bytes, from, to);
  }

  @Override
  public int maxDecodedLength(int length) {
    return ESCAPES.maxDecodedLength(length);
  }

  @Override
  public int decode(byte[] bytes, int from, int to, byte[] into) {
    return ESCAPES.decode(bytes, from, to, into);
  }

  @Override
  public Decimal.Parsed number(Slice text, Decimal into) {
    Decimal part = new Decimal();
    Decimal sum = new Decimal();
    boolean any = false;
    byte[] bytes = text.array();
    for (int at = text.from(); at < text.to(); ) {
      int end = partEnd(bytes, at, text.to());
      boolean hyphen = end - at == 1 && bytes[at] == '-';
      Decimal.Parsed parsed = hyphen ? Decimal.Parsed.OK : part.parse(bytes, at, end);
      if (parsed != Decimal.Parsed.OK) {
        return parsed;
      }
      if (!hyphen && !add(part, sum)) {
        return Decimal.Parsed.OUT_OF_RANGE;
      }
      any |= !hyphen;
      at = end;
      while (at < text.to() && isBetween(bytes[at])) {
        at++;
      }
    }
    if (any) {
      into.set(sum);
    }
    return any ? Decimal.Parsed.OK : Decimal.Parsed.MALFORMED;
  }

  private static boolean add(Decimal part, Decimal sum) {
    return sum.setNormalized(
        sum.high() + part.high(), sum.whole() + part.whole(), sum.fraction() + part.fraction());
  }

  private static int partEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !isBetween(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBetween(byte b) {
    return b == ',' || b == ' ' || b == ':';
  }
}

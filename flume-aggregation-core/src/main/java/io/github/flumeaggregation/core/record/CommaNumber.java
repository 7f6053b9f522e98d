package io.github.flumeaggregation.core.record;

import java.util.Arrays;

/** Reads decimal numbers that have a comma where ours have a point, as {@code 12,5}. */
final class CommaNumber {
  private byte[] pointed = new byte[40];

  /** As {@link Decimal#parse(Slice)}; with a point or a second comma it is no such number. */
  Decimal.Parsed parse(Slice text, Decimal into) {
    byte[] bytes = text.array();
    int comma = Scan.indexOf(bytes, text.from(), text.to(), (byte) ',');
    boolean point = Scan.indexOf(bytes, text.from(), text.to(), (byte) '.') >= 0;
    if (comma < 0 || point) {
      return Decimal.Parsed.MALFORMED;
    }
    if (pointed.length < text.length()) {
      pointed = Arrays.copyOf(pointed, 2 * text.length());
    }
    System.arraycopy(bytes, text.from(), pointed, 0, text.length());
    pointed[comma - text.from()] = '.';
    return into.parse(pointed, 0, text.length());
  }
}

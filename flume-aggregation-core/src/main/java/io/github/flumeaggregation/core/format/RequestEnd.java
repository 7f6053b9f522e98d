package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Scan;

/**
 * Finds the end of a request line without quotes, which has blanks in it: after the protocol, or
 * after a lone hyphen; otherwise before a number where the pattern has one, and nowhere else.
 */
final class RequestEnd implements EndFinder {
  private static final byte[] PROTOCOL = {' ', 'H', 'T', 'T', 'P', '/'};

  private final byte[] literal;
  private final boolean beforeNumber;

  /** {@code literal} follows the request; {@code beforeNumber} if a number comes then. */
  RequestEnd(byte[] literal, boolean beforeNumber) {
    this.literal = literal;
    this.beforeNumber = beforeNumber;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == ' ' && Scan.isAt(bytes, at, to, PROTOCOL)) {
        int end = at + PROTOCOL.length;
        while (end < to && bytes[end] != literal[0]) {
          end++;
        }
        return Scan.isAt(bytes, end, to, literal) ? end : -1;
      }
    }
    boolean hyphen = from < to && bytes[from] == '-';
    if (hyphen && Scan.isAt(bytes, from + 1, to, literal)) {
      return from + 1;
    }
    return beforeNumber ? beforeNumber(bytes, from, to) : -1;
  }

  private int beforeNumber(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int number = at + literal.length;
      if (Scan.isAt(bytes, at, to, literal) && Digits.end(bytes, number, to) == number + 3) {
        return at;
      }
    }
    return -1;
  }
}

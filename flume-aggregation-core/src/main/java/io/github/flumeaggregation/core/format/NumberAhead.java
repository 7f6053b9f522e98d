package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Scan;

/**
 * Finds the end of a value between which and a number stands a sign that the value may have too, as
 * in {@code $remote_addr:$remote_port} with an address of IPv6: where a whole number follows.
 */
final class NumberAhead implements EndFinder {
  private final byte[] literal;
  private final byte[] afterNumber;

  NumberAhead(byte[] literal, byte[] afterNumber) {
    this.literal = literal;
    this.afterNumber = afterNumber;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    int first = -1;
    for (int at = from; at < to && bytes[at] != ' '; at++) {
      if (Scan.isAt(bytes, at, to, literal)) {
        first = first < 0 ? at : first;
        if (isNumber(bytes, at + literal.length, to)) {
          return at;
        }
      }
    }
    return first;
  }

  private boolean isNumber(byte[] bytes, int from, int to) {
    int end = from < to && bytes[from] == '-' ? from + 1 : Digits.end(bytes, from, to);
    boolean last = afterNumber.length == 0;
    return end > from
        && (last
            ? end == to || bytes[end] == ' ' || bytes[end] == '\r'
            : Scan.isAt(bytes, end, to, afterNumber));
  }
}

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;

/** Goes through the words of a line, and splits those that are pairs of key and value. */
final class PairCursor {
  private final Delimiter delimiter;
  private final byte[] assign;
  private final boolean quotes;

  /** Where the key and the value of the word read last are; the value without its quotes. */
  int keyFrom;

  int keyTo;
  int valueFrom;
  int valueTo;
  boolean quoted;

  /**
   * {@code assign} stands between key and value; {@code quotes}: whether values may have quotes.
   */
  PairCursor(Delimiter delimiter, String assign, boolean quotes) {
    this.delimiter = delimiter;
    this.assign = assign.getBytes(StandardCharsets.UTF_8);
    this.quotes = quotes;
  }

  /** Where the first word begins. */
  int start(byte[] bytes, int from, int to) {
    return delimiter.start(bytes, from, to);
  }

  /**
   * Reads the word at {@code at}; answers where the next one begins, or -1 if a quote is not
   * closed.
   */
  int next(byte[] bytes, int at, int to) {
    keyFrom = at;
    keyTo = at;
    while (keyTo < to && !isAssign(bytes, to) && !delimiter.isAt(bytes, keyTo, to)) {
      keyTo++;
    }
    if (!isPair(bytes, to)) {
      valueFrom = keyTo;
      valueTo = delimiter.find(bytes, keyTo, to);
      return delimiter.after(bytes, valueTo, to);
    }
    valueFrom = keyTo + assign.length;
    quoted = quotes && valueFrom < to && bytes[valueFrom] == '"';
    valueFrom += quoted ? 1 : 0;
    valueTo = quoted ? closingQuote(bytes, to) : delimiter.find(bytes, valueFrom, to);
    return valueTo < 0 ? -1 : delimiter.after(bytes, valueTo + (quoted ? 1 : 0), to);
  }

  /** Whether the word read last is a pair. */
  boolean isPair(byte[] bytes, int to) {
    return keyTo > keyFrom && keyTo < to && isAssign(bytes, to);
  }

  private boolean isAssign(byte[] bytes, int to) {
    return Scan.isAt(bytes, keyTo, to, assign);
  }

  /** Index of the quote that ends the value, after which a delimiter or the line's end comes. */
  private int closingQuote(byte[] bytes, int to) {
    for (int at = valueFrom; at < to; at++) {
      if (bytes[at] == '\\') {
        at++;
      } else if (bytes[at] == '"' && (at + 1 == to || delimiter.isAt(bytes, at + 1, to))) {
        return at;
      }
    }
    return -1;
  }
}

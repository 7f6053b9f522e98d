package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the words of a line, and splits those that are pairs of key and value. Blanks around
 * either are passed over, unless they stand between words or the values are taken as they are.
 */
final class PairCursor {
  private static final byte[] BLANK = {' '};

  private final Delimiter delimiter;
  private final byte[] assign;
  private final boolean quotes;
  private final boolean trims;
  private int assignAt;

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
    this.trims = quotes && !delimiter.isAt(BLANK, 0, BLANK.length);
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
    keyFrom = afterBlanks(bytes, at, to);
    assignAt = keyFrom;
    while (assignAt < to && !isAssign(bytes, to) && !delimiter.isAt(bytes, assignAt, to)) {
      assignAt++;
    }
    keyTo = beforeBlanks(bytes, keyFrom, assignAt);
    if (!isPair(bytes, to)) {
      valueFrom = assignAt;
      valueTo = delimiter.find(bytes, assignAt, to);
      return delimiter.after(bytes, valueTo, to);
    }
    valueFrom = afterBlanks(bytes, assignAt + assign.length, to);
    quoted = quotes && valueFrom < to && bytes[valueFrom] == '"';
    valueFrom += quoted ? 1 : 0;
    int end = quoted ? closingQuote(bytes, to) : delimiter.find(bytes, valueFrom, to);
    valueTo = quoted ? end : beforeBlanks(bytes, valueFrom, end);
    return end < 0 ? -1 : delimiter.after(bytes, end + (quoted ? 1 : 0), to);
  }

  private int afterBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (trims && at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private int beforeBlanks(byte[] bytes, int from, int to) {
    int at = to;
    while (trims && at > from && bytes[at - 1] == ' ') {
      at--;
    }
    return at;
  }

  /** Whether the word read last is a pair. */
  boolean isPair(byte[] bytes, int to) {
    return keyTo > keyFrom && assignAt < to && isAssign(bytes, to);
  }

  private boolean isAssign(byte[] bytes, int to) {
    return Scan.isAt(bytes, assignAt, to, assign);
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

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Record;

/**
 * Splits the target of a request, {@code /index.html?page=2}, at the first question mark into path
 * and query; without one there is no query. A field that has no place in the record is left out.
 */
final class TargetCapture extends Capture {
  private final int whole;
  private final int path;
  private final int query;
  private final boolean escaped;

  /** The indexes of the fields, -1 for one that is not to be filled. */
  TargetCapture(int whole, int path, int query, boolean escaped) {
    this.whole = whole;
    this.path = path;
    this.query = query;
    this.escaped = escaped;
  }

  @Override
  boolean store(byte[] bytes, int from, int to, Record into) {
    set(into, whole, bytes, from, to, escaped);
    int mark = Scan.indexOf(bytes, from, to, (byte) '?');
    set(into, path, bytes, from, mark < 0 ? to : mark, escaped);
    if (mark >= 0) {
      set(into, query, bytes, mark + 1, to, escaped);
    }
    return true;
  }

  /** Gives a field that has a place its text. */
  static void set(Record into, int field, byte[] bytes, int from, int to, boolean escaped) {
    if (field < 0) {
      return;
    }
    if (escaped) {
      into.set(field, bytes, from, to, Encoding.ESCAPES);
    } else {
      into.set(field, bytes, from, to);
    }
  }
}

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Words;

/**
 * Splits the target of a request, {@code /index.html?page=2}, at the first question mark into path
 * and query; without one there is no query. Only what is wanted is stored.
 */
final class TargetCapture extends Capture {
  private final int whole;
  private final int path;
  private final int query;
  private final boolean escaped;
  private boolean storesWhole;
  private boolean storesPath;
  private boolean storesQuery;

  /** The indexes of the fields, -1 for one that is not to be filled. */
  TargetCapture(int whole, int path, int query, boolean escaped) {
    this.whole = whole;
    this.path = path;
    this.query = query;
    this.escaped = escaped;
  }

  @Override
  void want(int index) {
    storesWhole |= index == whole;
    storesPath |= index == path;
    storesQuery |= index == query;
  }

  @Override
  boolean store(byte[] bytes, int from, int to, Record into) {
    if (storesWhole) {
      set(into, whole, bytes, from, to, escaped);
    }
    if (storesPath || storesQuery) {
      int mark = Words.indexOf(bytes, from, to, (byte) '?');
      if (storesPath) {
        set(into, path, bytes, from, mark < 0 ? to : mark, escaped);
      }
      if (storesQuery && mark >= 0) {
        set(into, query, bytes, mark + 1, to, escaped);
      }
    }
    return true;
  }

  /** Gives a field its text. */
  static void set(Record into, int field, byte[] bytes, int from, int to, boolean escaped) {
    if (escaped) {
      into.set(field, bytes, from, to, Encoding.ESCAPES);
    } else {
      into.set(field, bytes, from, to);
    }
  }
}

package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.AbstractList;

/**
 * The rows of one emission of a window, each made when it is asked for. They share nothing with the
 * window, which may change meanwhile.
 */
abstract class WindowRows extends AbstractList<ResultRow> {
  /** Makes {@code cursor} what {@link #get} says of a row. */
  void read(int index, RowCursor cursor) {
    cursor.set(get(index));
  }

  /** About what they take in memory. */
  abstract long bytesHeld();

  /** Writes the rows from {@code first} on down. */
  abstract void encode(int first, ByteWriter out);
}

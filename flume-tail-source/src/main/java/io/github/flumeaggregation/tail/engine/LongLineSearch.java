package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.record.Words;
import io.github.flumeaggregation.tail.file.FileHandle;
import java.io.IOException;

/** Looks for the end of a line that is longer than what is kept of it. */
final class LongLineSearch {
  /** How much is searched in one turn. */
  private static final long TURN_BYTES = 16L << 20;

  private final byte[] bytes = new byte[64 << 10];
  private long searchedTo;
  private boolean more;

  /** The offset after the first newline at {@code from} or later; -1 if none was found (yet). */
  long endAfter(FileHandle file, long from) throws IOException {
    searchedTo = from;
    more = true;
    while (searchedTo - from < TURN_BYTES) {
      int length = file.read(searchedTo, bytes, 0, bytes.length);
      int newline = Words.indexOf(bytes, 0, length, (byte) '\n');
      if (newline >= 0) {
        return searchedTo + newline + 1;
      }
      searchedTo += length;
      if (length < bytes.length) {
        more = false;
        break;
      }
    }
    return -1;
  }

  /** There is no newline between the start of the last search and here. */
  long searchedTo() {
    return searchedTo;
  }

  /** Whether the last search ended for lack of time and not of content. */
  boolean hasMore() {
    return more;
  }
}

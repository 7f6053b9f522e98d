package io.github.flumeaggregation.tail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds newlines eight bytes at a time.
 *
 * <p>"SIMD within a register" as in Hacker's Delight (Warren, 6-1), in its exact form: the shorter
 * {@code (x - 0x01..) & ~x & 0x80..} may also flag a 0x0B that follows a 0x0A, which does no harm
 * to who looks at the first hit only, but breaks counting.
 */
final class NewlineSearch {
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final byte[] bytes;
  private final ByteBuffer words;

  /** Searches in {@code bytes}, which may change between searches. */
  NewlineSearch(byte[] bytes) {
    this.bytes = bytes;
    words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Index of the first newline in {@code [from, to)}, or -1. */
  int first(int from, int to) {
    int i = from;
    for (int lastWord = to - Long.BYTES; i <= lastWord; i += Long.BYTES) {
      long hits = newlinesIn(words.getLong(i));
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The top bit of each byte that is a newline. */
  private static long newlinesIn(long word) {
    long x = word ^ NEWLINES;
    return ~(((x & LOW_BITS) + LOW_BITS) | x | LOW_BITS);
  }
}

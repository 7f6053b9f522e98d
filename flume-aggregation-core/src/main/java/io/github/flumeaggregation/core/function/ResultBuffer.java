package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.Utf8;
import java.util.Arrays;

/**
 * Where a function writes its result, reused from line to line. A result longer than {@link
 * #MAX_BYTES} is cut, not within a character.
 */
final class ResultBuffer {
  static final int MAX_BYTES = 65_536;

  /** More than the bytes of a character, so that one may be written before it is looked at. */
  private static final int SPARE = 8;

  private final Slice slice = new Slice();
  private byte[] bytes = new byte[64];
  private int length;

  ResultBuffer clear() {
    length = 0;
    return this;
  }

  void add(byte[] from, int start, int end) {
    int size = Math.min(end - start, MAX_BYTES + SPARE - length);
    if (size > 0) {
      makeRoom(size);
      System.arraycopy(from, start, bytes, length, size);
      length += size;
    }
  }

  void add(Slice text) {
    add(text.array(), text.from(), text.to());
  }

  void add(byte[] text) {
    add(text, 0, text.length);
  }

  /** Whether more would be cut. */
  boolean isFull() {
    return length > MAX_BYTES;
  }

  void addCodePoint(int codePoint) {
    if (length <= MAX_BYTES) {
      makeRoom(SPARE);
      length = Utf8.encode(codePoint, bytes, length);
    }
  }

  void addByte(int value) {
    if (length <= MAX_BYTES) {
      makeRoom(1);
      bytes[length++] = (byte) value;
    }
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** What has been added, valid until {@link #clear}. */
  Slice result() {
    slice.set(bytes, 0, Utf8.cut(bytes, 0, length, MAX_BYTES));
    return slice;
  }
}

package io.github.flumeaggregation.core.record;

import java.nio.charset.StandardCharsets;

/**
 * A stretch of a byte array: the text of one field of one line.
 *
 * <p>Mutable and reused from line to line, so that reading a line allocates nothing. A slice handed
 * out by a {@link Record} is valid until the record is cleared; who needs it longer copies it with
 * {@link #toBytes()}. Not safe for use by several threads.
 */
public final class Slice implements Comparable<Slice> {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int from;
  private int to;

  /** An empty slice. */
  public Slice() {}

  /** A slice over the UTF-8 bytes of {@code text}. */
  public static Slice of(String text) {
    Slice slice = new Slice();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    slice.set(bytes, 0, bytes.length);
    return slice;
  }

  /** Points this slice at {@code bytes[from, to)}; the array is not copied. */
  public void set(byte[] bytes, int from, int to) {
    if (this.bytes != bytes) {
      // Mostly it is the same; storing a reference costs a collector's barrier.
      this.bytes = bytes;
    }
    this.from = from;
    this.to = to;
  }

  /** The array that holds the bytes; only {@code [from(), to())} belongs to the slice. */
  public byte[] array() {
    return bytes;
  }

  /** Index in {@link #array()} of the first byte. */
  public int from() {
    return from;
  }

  /** Index in {@link #array()} after the last byte. */
  public int to() {
    return to;
  }

  /** Number of bytes. */
  public int length() {
    return to - from;
  }

  /** The byte at {@code index}, counted from the slice's start. */
  public byte at(int index) {
    return bytes[from + index];
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    byte[] copy = new byte[to - from];
    System.arraycopy(bytes, from, copy, 0, copy.length);
    return copy;
  }

  /** Whether {@code other} has the same bytes. */
  public boolean sameBytes(Slice other) {
    return length() == other.length() && matchesAt(0, other);
  }

  /** Whether these bytes begin with those of {@code prefix}. */
  public boolean startsWith(Slice prefix) {
    return length() >= prefix.length() && matchesAt(0, prefix);
  }

  /** Whether these bytes end with those of {@code suffix}. */
  public boolean endsWith(Slice suffix) {
    int start = length() - suffix.length();
    return start >= 0 && matchesAt(start, suffix);
  }

  /** Whether {@code part} occurs in these bytes; an empty part does. Cost: product of lengths. */
  public boolean contains(Slice part) {
    return indexOf(part, 0) >= 0;
  }

  /**
   * Where {@code part} begins for the first time at {@code start} or later, counted from the
   * slice's start; -1 if it does not. Cost: product of lengths.
   */
  public int indexOf(Slice part, int start) {
    for (int at = start; at <= length() - part.length(); at++) {
      if (matchesAt(at, part)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matchesAt(int start, Slice other) {
    return Words.areSame(bytes, from + start, other.bytes, other.from, other.length());
  }

  /** Order of the unsigned bytes, which for UTF-8 is the order of the code points. */
  @Override
  public int compareTo(Slice other) {
    int common = Math.min(length(), other.length());
    for (int i = 0; i < common; i++) {
      int difference = (at(i) & 0xff) - (other.at(i) & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length() - other.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice && sameBytes((Slice) other);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** See {@link StableHash}. */
  public long hash64() {
    return StableHash.of(bytes, from, to);
  }

  /** The bytes as {@link LosslessText}; allocates, so not for the hot path. */
  @Override
  public String toString() {
    return LosslessText.of(bytes, from, to);
  }
}

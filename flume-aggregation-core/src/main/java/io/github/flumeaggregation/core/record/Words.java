package io.github.flumeaggregation.core.record;

import java.lang.invoke.MethodHandle;

/**
 * Reads the bytes of an array eight at a time, the first the lowest. From Java 9 on that is one
 * instruction, and a search is three to four times as fast as one byte by byte; on Java 8 they are
 * equal. Allocates nothing.
 */
public final class Words {
  private static final MethodHandle LOAD = WordLoad.find();

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Words() {}

  /**
   * The eight bytes from {@code index} on.
   *
   * @throws IndexOutOfBoundsException if the array has fewer
   */
  public static long get(byte[] bytes, int index) {
    try {
      return (long) LOAD.invokeExact(bytes, index);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a load throws no checked exception", e);
    }
  }

  /** The bytes in {@code [from, to)}, at least one and at most eight, and zeros above them. */
  static long upTo(byte[] bytes, int from, int to) {
    if (from + Long.BYTES <= bytes.length) {
      return get(bytes, from) & (-1L >>> (Long.SIZE - (to - from) * Byte.SIZE));
    }
    long word = 0;
    for (int i = to - 1; i >= from; i--) {
      word = word << Byte.SIZE | (bytes[i] & 0xff);
    }
    return word;
  }

  /** The first eight bytes of {@code part}, padded with zeros, for {@link #isAt}. */
  public static long first(byte[] part) {
    return part.length == 0 ? 0 : upTo(part, 0, Math.min(part.length, Long.BYTES));
  }

  /** Whether {@code part}, of which {@code first} are the first bytes, stands in [at, to). */
  public static boolean isAt(byte[] bytes, int at, int to, byte[] part, long first) {
    if (at + Long.BYTES > bytes.length || part.length > Long.BYTES) {
      return Scan.isAt(bytes, at, to, part);
    }
    int shift = (Long.BYTES - part.length) * Byte.SIZE;
    return to - at >= part.length && (part.length == 0 || (get(bytes, at) ^ first) << shift == 0);
  }

  /** Whether {@code length} bytes of two arrays are the same. */
  public static boolean areSame(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
    if (length < Long.BYTES) {
      return Scan.areSame(a, aFrom, b, bFrom, length);
    }
    int last = length - Long.BYTES;
    for (int at = 0; at < last; at += Long.BYTES) {
      if (get(a, aFrom + at) != get(b, bFrom + at)) {
        return false;
      }
    }
    // May overlap the one before.
    return get(a, aFrom + last) == get(b, bFrom + last);
  }

  /** Index of the first {@code wanted} in {@code bytes[from, to)}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    long pattern = (wanted & 0xff) * ONES;
    int at = from;
    for (int last = to - 2 * Long.BYTES; at <= last; at += 2 * Long.BYTES) {
      long zeros = zeros(get(bytes, at) ^ pattern);
      long laterZeros = zeros(get(bytes, at + Long.BYTES) ^ pattern);
      if ((zeros | laterZeros) != 0) {
        return zeros != 0 ? at + first(zeros) : at + Long.BYTES + first(laterZeros);
      }
    }
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      long zeros = zeros(get(bytes, at) ^ pattern);
      if (zeros != 0) {
        return at + first(zeros);
      }
    }
    return Scan.indexOf(bytes, at, to, wanted);
  }

  /** How many bytes of {@code bytes[from, to)} are {@code wanted}. */
  public static int count(byte[] bytes, int from, int to, byte wanted) {
    long pattern = (wanted & 0xff) * ONES;
    int count = 0;
    int at = from;
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      long others = get(bytes, at) ^ pattern;
      // Adding to seven bits of a byte carries into no other: exact, unlike zeros().
      long notZero = ((others & ~HIGH_BITS) + ~HIGH_BITS) | others;
      count += Long.bitCount(~notZero & HIGH_BITS);
    }
    for (; at < to; at++) {
      count += bytes[at] == wanted ? 1 : 0;
    }
    return count;
  }

  /**
   * The top bit of each byte that is zero. The lowest one is right: only above a zero may a borrow
   * set one that is not.
   */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  private static int first(long highBits) {
    return Long.numberOfTrailingZeros(highBits) >>> 3;
  }
}

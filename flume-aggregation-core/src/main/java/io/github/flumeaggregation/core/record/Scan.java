package io.github.flumeaggregation.core.record;

/** Searches in bytes. */
public final class Scan {
  private Scan() {}

  /** Index of the first {@code wanted} in {@code bytes[from, to)}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** Whether {@code length} bytes of two arrays are the same. */
  static boolean areSame(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
    for (int i = 0; i < length; i++) {
      if (a[aFrom + i] != b[bFrom + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code part} stands at {@code at} and ends before {@code to}. */
  public static boolean isAt(byte[] bytes, int at, int to, byte[] part) {
    return to - at >= part.length && areSame(bytes, at, part, 0, part.length);
  }
}

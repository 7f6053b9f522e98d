package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.record.Utf8;

/** Counts the characters of UTF-8: code points, and bytes that belong to none. */
final class Characters {
  private Characters() {}

  static int count(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at += size(bytes, at, to)) {
      count++;
    }
    return count;
  }

  /** The index after the first {@code count} characters, or the end if there are fewer. */
  static int skip(byte[] bytes, int from, int to, long count) {
    int at = from;
    for (long i = 0; i < count && at < to; i++) {
      at += size(bytes, at, to);
    }
    return at;
  }

  /** The index of the first of the last {@code count} characters, or the start. */
  static int skipFromEnd(byte[] bytes, int from, int to, long count) {
    return skip(bytes, from, to, Math.max(0, count(bytes, from, to) - count));
  }

  private static int size(byte[] bytes, int at, int to) {
    return bytes[at] >= 0 ? 1 : Utf8.length(Utf8.decode(bytes, at, to));
  }
}

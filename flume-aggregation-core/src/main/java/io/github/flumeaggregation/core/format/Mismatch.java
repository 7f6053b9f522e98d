package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Slice;

/** Where and why a line is not of its format, for a message. */
final class Mismatch {
  /** What should have been there, such as {@code "$status (three digits or a hyphen)"}. */
  final String expected;

  /** The bytes of the line or of one of its fields, and the index among them of the place. */
  final Slice text = new Slice();

  final int at;

  /** Whether the line is of the format but for its time. */
  private boolean ofTime;

  private Mismatch(String expected, byte[] bytes, int from, int to, int at) {
    this.expected = expected;
    this.text.set(bytes, from, to);
    this.at = at;
  }

  /** At {@code at} of the line {@code bytes[from, to)} {@code expected} should have stood. */
  static Mismatch of(String expected, byte[] bytes, int from, int to, int at) {
    return new Mismatch(expected, bytes, from, to, Math.max(from, Math.min(at, to)));
  }

  /** Likewise, of a line that is of the format but for its time. */
  static Mismatch ofTime(String expected, byte[] bytes, int from, int to, int at) {
    Mismatch mismatch = of(expected, bytes, from, to, at);
    mismatch.ofTime = true;
    return mismatch;
  }

  /** The same, with more of the line around the place if that is in {@code bytes[from, to)}. */
  Mismatch seenIn(byte[] bytes, int from, int to) {
    if (text.array() != bytes) {
      return this;
    }
    Mismatch seen = of(expected, bytes, from, to, at);
    seen.ofTime = ofTime;
    return seen;
  }

  boolean isOfTime() {
    return ofTime;
  }

  /** Counted from 1, as editors do. */
  int column() {
    return at - text.from() + 1;
  }
}

package io.github.flumeaggregation.simulation;

import java.util.HashSet;
import java.util.Set;

/** A line of a real file: what is in it, and what has become of it. */
final class WrittenLine {
  final int number;
  final String text;
  final Line as;

  /** Of its first byte, in every file that it is in. */
  final long offset;

  /** The part of it that was written, if its end never was; -1 if it has its end, or waits. */
  int shortLength = -1;

  /** Where it was delivered; several are several lines to everybody. */
  final Set<String> places = new HashSet<>();

  /** Nobody could read it, or nobody who lives. */
  boolean mayBeLost;

  /** Nobody can tell that two are one, as the documentation says. */
  boolean mayBeTwice;

  /** The same, and nothing need tell it. */
  boolean mayBeUncounted;

  WrittenLine(int number, String text, long offset, Line as) {
    this.number = number;
    this.text = text;
    this.offset = offset;
    this.as = as;
  }

  /** The line at the place at which it was delivered, whole or in part. */
  Line at(String file, String delivered, int length) {
    boolean whole = delivered.equals(text);
    return new Line(
        file, offset, length, delivered, whole && as.parses(), as.time(), as.status(), as.bytes());
  }

  @Override
  public String toString() {
    return "'" + text + "' at " + offset;
  }
}

package io.github.flumeaggregation.simulation;

/**
 * A line of a log.
 *
 * @param file identity of the log; empty for a line that has no position
 * @param offset of its first byte
 * @param length in bytes, with its end
 * @param time in it, if it parses
 */
record Line(
    String file,
    long offset,
    int length,
    String text,
    boolean parses,
    long time,
    int status,
    long bytes) {
  long end() {
    return offset + length;
  }

  /** Where it is: no two lines have the same place. */
  String place() {
    return file + '@' + offset;
  }
}

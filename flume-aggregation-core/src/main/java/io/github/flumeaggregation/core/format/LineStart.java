package io.github.flumeaggregation.core.format;

/**
 * Finds where a line really begins: after a byte order mark, and after the NULs that stand at the
 * start of a file that was cut off under a writer who did not notice.
 */
final class LineStart {
  private LineStart() {}

  /** Index of the first byte of {@code [from, to)} that is neither; {@code to} if all are. */
  static int of(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == 0) {
      at++;
    }
    boolean mark =
        to - at >= 3
            && bytes[at] == (byte) 0xef
            && bytes[at + 1] == (byte) 0xbb
            && bytes[at + 2] == (byte) 0xbf;
    return mark ? at + 3 : at;
  }
}

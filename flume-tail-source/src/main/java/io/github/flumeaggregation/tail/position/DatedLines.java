package io.github.flumeaggregation.tail.position;

/**
 * Whether lines say the time of day. A program that starts again writes such lines with another
 * time: where they are the same, it is the same log.
 */
final class DatedLines {
  /** A banner may well name the time of a build, in one line. */
  private static final int LINES = 2;

  private DatedLines() {}

  /** Whether each of the last lines holds a time like {@code 10:05:00}. */
  static boolean endIn(byte[] bytes, int length) {
    int end = length;
    for (int i = 0; i < LINES; i++) {
      int start = lineStart(bytes, end - 1);
      if (!isDated(bytes, start, end)) {
        return false;
      }
      end = start;
    }
    return true;
  }

  private static int lineStart(byte[] bytes, int end) {
    int start = Math.max(0, end);
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static boolean isDated(byte[] bytes, int from, int to) {
    for (int i = from; i + 8 <= to; i++) {
      if (isPair(bytes, i)
          && bytes[i + 2] == ':'
          && isPair(bytes, i + 3)
          && bytes[i + 5] == ':'
          && isPair(bytes, i + 6)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPair(byte[] bytes, int at) {
    return bytes[at] >= '0' && bytes[at] <= '9' && bytes[at + 1] >= '0' && bytes[at + 1] <= '9';
  }
}

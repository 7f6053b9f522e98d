package io.github.flumeaggregation.core.format;

import java.nio.charset.StandardCharsets;

/** Brings times that resemble those of the common log format into its form. Allocates nothing. */
final class ClfForm {
  private static final int CLOCK_LENGTH = "/May/2026:10:05:43".length();

  private final byte[] usual = "01/Jan/1970:00:00:00 +0000".getBytes(StandardCharsets.US_ASCII);
  private int fractionMillis;

  /** The time that {@link #normalize} wrote last. */
  byte[] usual() {
    return usual;
  }

  /** The part of a second that it left out. */
  int fractionMillis() {
    return fractionMillis;
  }

  /** Writes {@code bytes[from, to)} in the usual form; false if it is nothing of the kind. */
  boolean normalize(byte[] bytes, int from, int to) {
    boolean brackets = to - from > 1 && bytes[from] == '[' && bytes[to - 1] == ']';
    int start = brackets ? from + 1 : from;
    int end = brackets ? to - 1 : to;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    int clock = Digits.end(bytes, start, end);
    int days = clock - start;
    if (days < 1 || days > 2 || end - clock < CLOCK_LENGTH) {
      return false;
    }
    usual[0] = days == 2 ? bytes[start] : (byte) '0';
    usual[1] = bytes[clock - 1];
    System.arraycopy(bytes, clock, usual, 2, CLOCK_LENGTH);
    return zone(bytes, fraction(bytes, clock + CLOCK_LENGTH, end), end);
  }

  /** Reads the fraction that may begin at {@code from}; answers the index after it. */
  private int fraction(byte[] bytes, int from, int to) {
    fractionMillis = 0;
    if (from >= to || (bytes[from] != '.' && bytes[from] != ',')) {
      return from;
    }
    int end = Digits.end(bytes, from + 1, to);
    for (int i = 1; i <= 3; i++) {
      fractionMillis = 10 * fractionMillis + (from + i < end ? bytes[from + i] - '0' : 0);
    }
    return end;
  }

  private boolean zone(byte[] bytes, int from, int to) {
    int start = from < to && bytes[from] == ' ' ? from + 1 : from;
    int minutes = start < to ? ZoneOffsetText.minutes(bytes, start, to) : ZoneOffsetText.MALFORMED;
    if (minutes == ZoneOffsetText.MALFORMED) {
      return false;
    }
    int size = Math.abs(minutes);
    usual[21] = (byte) (minutes < 0 ? '-' : '+');
    usual[22] = (byte) ('0' + size / 600);
    usual[23] = (byte) ('0' + size / 60 % 10);
    usual[24] = (byte) ('0' + size % 60 / 10);
    usual[25] = (byte) ('0' + size % 10);
    return true;
  }
}

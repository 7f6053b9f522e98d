package io.github.flumeaggregation.core.format;

/**
 * Reads offsets from UTC: {@code Z}, {@code UTC}, {@code GMT}, {@code +hh:mm}, {@code +hhmm},
 * {@code +hh}, or nothing.
 */
final class ZoneOffsetText {
  /** What {@link #minutes} answers for anything else. */
  static final int MALFORMED = Integer.MIN_VALUE;

  private ZoneOffsetText() {}

  /** Minutes east of UTC; 0 if {@code bytes[from, to)} is empty. */
  static int minutes(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0 || (length == 1 && (bytes[from] | 0x20) == 'z')) {
      return 0;
    }
    if (length == 3 && (is(bytes, from, "utc") || is(bytes, from, "gmt"))) {
      return 0;
    }
    boolean signed = bytes[from] == '+' || bytes[from] == '-';
    boolean colon = length == 6 && bytes[from + 3] == ':';
    if (!signed || (length != 3 && length != 5 && !colon)) {
      return MALFORMED;
    }
    int hours = Digits.two(bytes, from + 1);
    int minutes = length == 3 ? 0 : Digits.two(bytes, to - 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return MALFORMED;
    }
    int size = hours * 60 + minutes;
    return bytes[from] == '-' ? -size : size;
  }

  private static boolean is(byte[] bytes, int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if ((bytes[from + i] | 0x20) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

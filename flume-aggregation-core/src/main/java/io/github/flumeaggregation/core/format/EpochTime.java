package io.github.flumeaggregation.core.format;

/**
 * Reads times that are counted from the epoch in seconds or in a thousandth, millionth or billionth
 * of them, with or without a fraction. Times after the year 9999 are refused: they are mostly times
 * in a smaller unit than the one configured.
 */
final class EpochTime implements TimeText {
  private static final long LATEST_MILLIS = 253_402_300_799_999L;
  private static final int LONGEST = 19;

  private final int decimalsOfSecond;
  private long millis;

  /** {@code decimalsOfSecond} is 0 for seconds, 3 for milliseconds and so on. */
  EpochTime(int decimalsOfSecond) {
    this.decimalsOfSecond = decimalsOfSecond;
  }

  /** Reads the digits up to the one that counts milliseconds, and looks at the rest only. */
  @Override
  public boolean parse(byte[] bytes, int from, int to) {
    int start = from < to && bytes[from] == '-' ? from + 1 : from;
    int point = Digits.end(bytes, start, to);
    int end = point < to && bytes[point] == '.' ? Digits.end(bytes, point + 1, to) : point;
    if (end != to || point == start || point - start > LONGEST || bytes[to - 1] == '.') {
      return false;
    }
    int wholeDigits = point - start;
    int wanted = wholeDigits + 3 - decimalsOfSecond;
    long value = 0;
    for (int i = 0; i < wanted; i++) {
      int at = i < wholeDigits ? start + i : start + i + 1;
      value = value * 10 + (at < to ? bytes[at] - '0' : 0);
      if (value > LATEST_MILLIS) {
        return false;
      }
    }
    int rest = start + Math.max(wanted, 0) + (wanted > wholeDigits ? 1 : 0);
    millis = start == from ? value : -value - (hasRest(bytes, rest, to) ? 1 : 0);
    return true;
  }

  /** Whether what is cut off is more than zero: times before the epoch are cut downwards. */
  private static boolean hasRest(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] > '0') {
        return true;
      }
    }
    return false;
  }

  @Override
  public String form() {
    return "as a number since the epoch (with " + decimalsOfSecond + " decimals of a second)";
  }

  @Override
  public long millis() {
    return millis;
  }
}

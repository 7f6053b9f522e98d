package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Words;
import java.nio.charset.StandardCharsets;

/**
 * Reads the time of the common log format, {@code 10/Oct/2000:13:55:36 -0700}, which is 26 bytes
 * long. Others write it a little otherwise: in brackets, the month in any case, the day with a
 * blank or without a zero, with a fraction of a second, the zone as {@code +hh:mm}, {@code GMT},
 * {@code UTC} or {@code Z}. Such a time is brought into the usual form first.
 *
 * <p>Neighbouring lines mostly lie in the same minute: date, hour, minute and zone are compared
 * with those of the time read before, and only the seconds are read. Not safe for several threads.
 */
final class ClfTime implements TimeText {
  /** Number of bytes of such a time. */
  static final int LENGTH = 26;

  /** Number of bytes of the longest time that is a time of this kind. */
  static final int LONGEST = 44;

  private static final int SECONDS_AT = 18;
  private static final int ZONE_AT = 20;
  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** What was read last, in words that overlap; the last one is without the seconds. */
  private final long[] last = new long[4];

  private final ClfForm form = new ClfForm();
  private long lastMinuteMillis;
  private long millis;

  ClfTime() {
    keep("01/Jan/1970:00:00:00 +0000".getBytes(StandardCharsets.US_ASCII), 0);
  }

  /**
   * Reads the time in the 26 bytes from {@code from} on, which must exist.
   *
   * @return whether they are a time; if so, {@link #millis()} is it
   */
  boolean parse(byte[] bytes, int from) {
    if (!isLastMinute(bytes, from) && !readMinute(bytes, from)) {
      return false;
    }
    int seconds = Digits.two(bytes, from + SECONDS_AT);
    if (seconds < 0 || seconds > 60) {
      return false;
    }
    millis = lastMinuteMillis + seconds * 1_000L;
    return true;
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to) {
    if (to - from == LENGTH && parse(bytes, from)) {
      return true;
    }
    boolean read = form.normalize(bytes, from, to) && parse(form.usual(), 0);
    if (read) {
      millis += form.fractionMillis();
    }
    return read;
  }

  @Override
  public String form() {
    return "such as 17/May/2026:10:05:43 +0000";
  }

  /** A leap second is the next minute's first. */
  @Override
  public long millis() {
    return millis;
  }

  private boolean isLastMinute(byte[] bytes, int from) {
    return Words.get(bytes, from) == last[0]
        && Words.get(bytes, from + 8) == last[1]
        && Words.get(bytes, from + 10) == last[2]
        && Words.get(bytes, from + SECONDS_AT) >>> 16 == last[3];
  }

  private void keep(byte[] bytes, int from) {
    last[0] = Words.get(bytes, from);
    last[1] = Words.get(bytes, from + 8);
    last[2] = Words.get(bytes, from + 10);
    last[3] = Words.get(bytes, from + SECONDS_AT) >>> 16;
  }

  private boolean readMinute(byte[] bytes, int from) {
    int day = Digits.two(bytes, from);
    int month = month(bytes, from + 3);
    int year = Digits.two(bytes, from + 7) * 100 + Digits.two(bytes, from + 9);
    int hour = Digits.two(bytes, from + 12);
    int minute = Digits.two(bytes, from + 15);
    int zoneMinutes = ZoneOffsetText.minutes(bytes, from + ZONE_AT + 1, from + LENGTH);
    boolean sound =
        hasForm(bytes, from)
            && CivilDate.isValid(year, month, day)
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && zoneMinutes != ZoneOffsetText.MALFORMED;
    if (!sound) {
      return false;
    }
    long minutes = CivilDate.epochDay(year, month, day) * 1_440 + hour * 60L + minute;
    lastMinuteMillis = (minutes - zoneMinutes) * MILLIS_PER_MINUTE;
    keep(bytes, from);
    return true;
  }

  private static boolean hasForm(byte[] bytes, int from) {
    return bytes[from + 2] == '/'
        && bytes[from + 6] == '/'
        && bytes[from + 11] == ':'
        && bytes[from + 14] == ':'
        && bytes[from + 17] == ':'
        && bytes[from + ZONE_AT] == ' ';
  }

  /** The month's number from 1 on, or 0. */
  private static int month(byte[] bytes, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (isLetter(bytes[at], i)
          && isLetter(bytes[at + 1], i + 1)
          && isLetter(bytes[at + 2], i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  private static boolean isLetter(byte letter, int index) {
    return (letter | 0x20) == (MONTHS.charAt(index) | 0x20);
  }
}

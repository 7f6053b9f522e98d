package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Words;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Reads ISO-8601 times: {@code 2026-05-17T10:05:43.123+02:00}. A blank may stand for the {@code T};
 * seconds and fraction may be left out, the fraction may follow a comma; the zone is {@code Z},
 * {@code UTC}, {@code GMT}, {@code +hh:mm}, {@code +hhmm}, {@code +hh}, perhaps after a blank, or
 * else the one given at construction, whose clock shows some times twice (the first is meant) and
 * leaves some out (as much is added as it leaps). The basic form, {@code 20260517T100543Z}, is read
 * too, and so is a time in brackets.
 *
 * <p>Date, hour, minute and zone are compared with those read before and mostly found equal.
 */
final class IsoTime implements TimeText {
  private static final int MINUTE_LENGTH = "2026-05-17T10:05".length();
  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final int LONGEST_ZONE = "+hh:mm".length();
  private static final int LONGEST = 40;

  private final ZoneId defaultZone;
  private final byte[] lastMinute = new byte[MINUTE_LENGTH];
  private final byte[] lastZone = new byte[LONGEST_ZONE];
  private final byte[] extended = new byte[LONGEST + 4];
  private int lastZoneLength = -1;
  private long lastMinuteMillis;
  private long millis;

  /** {@code defaultZone} is the zone of texts that name none. */
  IsoTime(ZoneId defaultZone) {
    this.defaultZone = defaultZone;
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to) {
    int minuteEnd = from + MINUTE_LENGTH;
    if (minuteEnd <= to && parseExtended(bytes, from, to)) {
      return true;
    }
    if (to - from > 1 && bytes[from] == '[' && bytes[to - 1] == ']') {
      return parse(bytes, from + 1, to - 1);
    }
    int length = extend(bytes, from, to);
    return length > 0 && parseExtended(extended, 0, length);
  }

  /** Writes a time in basic form, {@code 20260517T100543}, as the extended form has it. */
  private int extend(byte[] bytes, int from, int to) {
    int digitsEnd = Digits.end(bytes, from, to);
    boolean basic = digitsEnd - from == 8 && digitsEnd < to && (bytes[digitsEnd] | 0x20) == 't';
    if (!basic || to - from > LONGEST || Digits.end(bytes, digitsEnd + 1, to) < from + 15) {
      return 0;
    }
    int length = 0;
    for (int i = 0; i < to - from; i++) {
      if (i == 4 || i == 6 || i == 11 || i == 13) {
        extended[length++] = (byte) (i < 8 ? '-' : ':');
      }
      extended[length++] = bytes[from + i];
    }
    return length;
  }

  private boolean parseExtended(byte[] bytes, int from, int to) {
    int minuteEnd = from + MINUTE_LENGTH;
    int zone = minuteEnd;
    int seconds = 0;
    int fractionMillis = 0;
    if (zone < to && bytes[zone] == ':') {
      seconds = to - zone < 3 ? -1 : Digits.two(bytes, zone + 1);
      zone += 3;
      if (zone < to && (bytes[zone] == '.' || bytes[zone] == ',')) {
        int fraction = zone + 1;
        zone = Digits.end(bytes, fraction, to);
        fractionMillis = zone == fraction ? -1 : millis(bytes, fraction, zone);
      }
    }
    if (zone < to && bytes[zone] == ' ') {
      zone++;
    }
    if (seconds < 0 || seconds > 60 || fractionMillis < 0 || !readMinute(bytes, from, zone, to)) {
      return false;
    }
    millis = lastMinuteMillis + seconds * 1_000L + fractionMillis;
    return true;
  }

  private static int millis(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = 0; i < 3; i++) {
      value = value * 10 + (from + i < to ? bytes[from + i] - '0' : 0);
    }
    return value;
  }

  @Override
  public String form() {
    return "such as 2026-05-17T10:05:43Z";
  }

  @Override
  public long millis() {
    return millis;
  }

  private boolean readMinute(byte[] bytes, int from, int zone, int to) {
    if (to - zone > LONGEST_ZONE) {
      return false;
    }
    if (isLast(bytes, from, zone, to)) {
      return true;
    }
    int year = Digits.two(bytes, from) * 100 + Digits.two(bytes, from + 2);
    int month = Digits.two(bytes, from + 5);
    int day = Digits.two(bytes, from + 8);
    int minuteOfDay = Digits.two(bytes, from + 11) * 60 + Digits.two(bytes, from + 14);
    boolean sound =
        hasForm(bytes, from)
            && CivilDate.isValid(year, month, day)
            && minuteOfDay >= 0
            && minuteOfDay < 1_440
            && Digits.two(bytes, from + 14) < 60;
    int offset = sound ? ZoneOffsetText.minutes(bytes, zone, to) : ZoneOffsetText.MALFORMED;
    if (offset == ZoneOffsetText.MALFORMED) {
      return false;
    }
    if (zone == to) {
      LocalDateTime local =
          LocalDateTime.of(year, month, day, minuteOfDay / 60, minuteOfDay % 60, 0);
      lastMinuteMillis = local.atZone(defaultZone).toInstant().toEpochMilli();
    } else {
      long minutes = CivilDate.epochDay(year, month, day) * 1_440 + minuteOfDay - offset;
      lastMinuteMillis = minutes * MILLIS_PER_MINUTE;
    }
    System.arraycopy(bytes, from, lastMinute, 0, MINUTE_LENGTH);
    lastZoneLength = to - zone;
    System.arraycopy(bytes, zone, lastZone, 0, lastZoneLength);
    return true;
  }

  private boolean isLast(byte[] bytes, int from, int zone, int to) {
    return to - zone == lastZoneLength
        && Words.areSame(bytes, from, lastMinute, 0, MINUTE_LENGTH)
        && Words.areSame(bytes, zone, lastZone, 0, lastZoneLength);
  }

  private static boolean hasForm(byte[] bytes, int from) {
    byte between = bytes[from + 10];
    return bytes[from + 4] == '-'
        && bytes[from + 7] == '-'
        && (between == 'T' || between == 't' || between == ' ')
        && bytes[from + 13] == ':';
  }
}

package io.github.flumeaggregation.window.row;

import java.time.Instant;

/** Writes times as {@link Instant#toString} does, without its cost in the years that matter. */
final class Times {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long FIRST_YEAR_MILLIS =
      Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_YEAR_END = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private static final int DAYS_PER_ERA = 146_097;

  /** From the first of March of the year 0 to the epoch. */
  private static final int DAYS_BEFORE_EPOCH = 719_468;

  private Times() {}

  /** A time, in milliseconds since the epoch. */
  static String text(long millis) {
    if (millis < FIRST_YEAR_MILLIS || millis > LAST_YEAR_END || millis % 1_000 != 0) {
      return Instant.ofEpochMilli(millis).toString();
    }
    char[] text = "0000-00-00T00:00:00Z".toCharArray();
    int second = (int) (Math.floorMod(millis, DAY_MILLIS) / 1_000);
    date(Math.floorDiv(millis, DAY_MILLIS), text);
    put(text, 11, 2, second / 3_600);
    put(text, 14, 2, second / 60 % 60);
    put(text, 17, 2, second % 60);
    return new String(text);
  }

  /**
   * Source: the Gregorian calendar repeats itself each 400 years, and of years that begin in March
   * a leap day is the last; so days and months come out by divisions alone.
   */
  private static void date(long epochDay, char[] text) {
    long day = epochDay + DAYS_BEFORE_EPOCH;
    long era = Math.floorDiv(day, (long) DAYS_PER_ERA);
    int dayOfEra = (int) Math.floorMod(day, (long) DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    put(text, 0, 4, (int) (era * 400 + yearOfEra + (month >= 10 ? 1 : 0)));
    put(text, 5, 2, month < 10 ? month + 3 : month - 9);
    put(text, 8, 2, dayOfYear - (153 * month + 2) / 5 + 1);
  }

  private static void put(char[] text, int from, int count, int number) {
    int rest = number;
    for (int i = from + count - 1; i >= from; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}

package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Finds the year of a time that was written without one: the year that puts it nearest to when the
 * line was read. So a line of December that is read in January is of the year before.
 */
final class YearlessTime {
  /** Enough for a leap day, also around a year such as 2100. */
  private static final int YEARS = 8;

  private final ReadTime readTime;
  private final ZoneId defaultZone;
  private MonthDay day = MonthDay.of(1, 1);
  private LocalTime time = LocalTime.MIDNIGHT;
  private ZoneId zone;
  private long millis;

  /** For which times of reading {@link #millis} holds, the second not included. */
  private long validFrom;

  private long validTo;

  YearlessTime(ReadTime readTime, ZoneId defaultZone) {
    readTime.use();
    this.readTime = readTime;
    this.defaultZone = defaultZone;
    this.zone = defaultZone;
  }

  /** Sets what is known; the zone is null if the text names none. */
  void set(MonthDay newDay, LocalTime newTime, @Nullable ZoneId newZone) {
    day = newDay;
    time = newTime;
    zone = newZone == null ? defaultZone : newZone;
    validTo = validFrom;
  }

  /** The time, in milliseconds since the epoch. */
  long millis() {
    long read = readTime.millis();
    if (read < validFrom || read >= validTo) {
      find(read);
    }
    return millis;
  }

  /** Looks for the nearest year, and for how long it is that: to the middle of its neighbours. */
  private void find(long read) {
    int year = readYear(read);
    long before = Long.MIN_VALUE;
    for (int offset = -YEARS; offset <= YEARS; offset++) {
      if (day.isValidYear(year + offset)) {
        long candidate = millis(year + offset);
        boolean first = before == Long.MIN_VALUE;
        long middle = first ? candidate : before + (candidate - before) / 2;
        if (!first && read < middle) {
          millis = before;
          validTo = middle;
          return;
        }
        validFrom = middle;
        before = candidate;
      }
    }
    millis = before;
    validTo = before;
  }

  private static int readYear(long read) {
    try {
      return Instant.ofEpochMilli(read).atZone(ZoneOffset.UTC).getYear();
    } catch (DateTimeException e) {
      return Year.of(1970).getValue();
    }
  }

  private long millis(int year) {
    return LocalDateTime.of(day.atYear(year), time).atZone(zone).toInstant().toEpochMilli();
  }
}

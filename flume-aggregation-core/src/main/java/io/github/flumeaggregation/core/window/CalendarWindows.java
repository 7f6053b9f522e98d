package io.github.flumeaggregation.core.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Hours, days, weeks from Monday, or months as the clocks of a time zone show them: where the clock
 * is put forward a day has 23 hours, where it is put back 25. A local hour that occurs twice gives
 * two windows; where clocks move by less than an hour, the hour of the move is that much longer or
 * shorter. Each window is one slice.
 */
final class CalendarWindows extends Windows {
  /** The length of a window. */
  enum Unit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  private static final long HOUR_MILLIS = 3_600_000;

  private final Unit unit;
  private final ZoneId zone;

  CalendarWindows(Unit unit, ZoneId zone) {
    this.unit = unit;
    this.zone = zone;
  }

  @Override
  long sliceMillis() {
    return 0;
  }

  @Override
  long sliceStart(long timeMillis) {
    return startOf(timeMillis);
  }

  private long startOf(long timeMillis) {
    Instant time = Instant.ofEpochMilli(timeMillis);
    if (unit == Unit.HOUR) {
      return time.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant().toEpochMilli();
    }
    return startOf(firstDay(time.atZone(zone).toLocalDate()));
  }

  private long startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private LocalDate firstDay(LocalDate day) {
    switch (unit) {
      case WEEK:
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH:
        return day.withDayOfMonth(1);
      default:
        return day;
    }
  }

  private long endOf(long start) {
    if (unit == Unit.HOUR) {
      // The next local hour begins within two hours: within one unless the clock is put back.
      long end = startOf(start + HOUR_MILLIS);
      return end > start ? end : startOf(start + 2 * HOUR_MILLIS);
    }
    LocalDate day = firstDay(Instant.ofEpochMilli(start).atZone(zone).toLocalDate());
    switch (unit) {
      case WEEK:
        return startOf(day.plusWeeks(1));
      case MONTH:
        return startOf(day.plusMonths(1));
      default:
        return startOf(day.plusDays(1));
    }
  }

  @Override
  long sliceEnd(long sliceStart) {
    return endOf(sliceStart);
  }

  @Override
  long firstEnd(long sliceStart) {
    return endOf(sliceStart);
  }

  @Override
  long lastEnd(long sliceStart) {
    return endOf(sliceStart);
  }

  @Override
  public long endAfter(long timeMillis) {
    return endOf(startOf(timeMillis));
  }

  @Override
  long lastEndBegunBefore(long timeMillis) {
    return endOf(startOf(timeMillis - 1));
  }

  @Override
  public long start(long end) {
    return startOf(end - 1);
  }
}

package io.github.flumeaggregation.core.window;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * Hours, days, weeks from Monday, or months as the clocks of a time zone show them: where the clock
 * is put forward a day has 23 hours, where it is put back 25. A day begins when its date is shown
 * for the first time. A local hour that occurs twice gives two windows; where clocks move by less
 * than an hour, the hour of the move is that much longer or shorter.
 */
final class CalendarWindows extends AdjacentWindows {
  /** The length of a window. */
  enum Unit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  private final Unit unit;
  private final ZoneId zone;
  private final LocalHours hours;

  CalendarWindows(Unit unit, ZoneId zone) {
    this.unit = unit;
    this.zone = zone;
    this.hours = new LocalHours(zone.getRules());
  }

  @Override
  long startOf(long timeMillis) {
    if (unit == Unit.HOUR) {
      return hours.startOf(timeMillis);
    }
    LocalDate first = firstDay(Instant.ofEpochMilli(timeMillis).atZone(zone).toLocalDate());
    long next = startOf(nextFirstDay(first));
    // Clocks that are put back at 00:01 show the day before once more, when the next has begun.
    return timeMillis < next ? startOf(first) : next;
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

  @Override
  long endOf(long timeMillis) {
    if (unit == Unit.HOUR) {
      return hours.endOf(timeMillis);
    }
    LocalDate day = Instant.ofEpochMilli(startOf(timeMillis)).atZone(zone).toLocalDate();
    return startOf(nextFirstDay(firstDay(day)));
  }

  private LocalDate nextFirstDay(LocalDate first) {
    switch (unit) {
      case WEEK:
        return first.plusWeeks(1);
      case MONTH:
        return first.plusMonths(1);
      default:
        return first.plusDays(1);
    }
  }
}

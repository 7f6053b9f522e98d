package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Windows that begin when the clocks of a time zone show a multiple of a duration for the first
 * time: with {@code 6h} at 00:00, 06:00, 12:00 and 18:00 of each day. Where clocks are changed, the
 * window of that moment is longer or shorter. One that begins at a time of day that is left out
 * begins at the change; one that would then be empty does not exist.
 *
 * <p>Cost: a look-up is logarithmic in the number of windows in a day.
 */
final class ClockWindows extends AdjacentWindows {
  static final long DAY_MILLIS = 86_400_000;

  private final long everyMillis;
  private final ZoneId zone;
  private final ZoneRules rules;
  private final CalendarWindows days;

  /**
   * Windows of {@code everyMillis} by the clocks of {@code zone}.
   *
   * @param everyMillis divides a day
   */
  ClockWindows(long everyMillis, ZoneId zone) {
    this.everyMillis = everyMillis;
    this.zone = zone;
    this.rules = zone.getRules();
    this.days = new CalendarWindows(CalendarWindows.Unit.DAY, zone);
  }

  @Override
  long startOf(long timeMillis) {
    LocalDate day = dayOf(timeMillis);
    return start(day, numberOf(day, timeMillis));
  }

  @Override
  long endOf(long timeMillis) {
    LocalDate day = dayOf(timeMillis);
    return start(day, numberOf(day, timeMillis) + 1);
  }

  private LocalDate dayOf(long timeMillis) {
    return Instant.ofEpochMilli(days.startOf(timeMillis)).atZone(zone).toLocalDate();
  }

  /** The number of the last window of the day that begins at or before {@code timeMillis}. */
  private long numberOf(LocalDate day, long timeMillis) {
    long low = 0;
    long high = DAY_MILLIS / everyMillis;
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (start(day, middle) <= timeMillis) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long start(LocalDate day, long number) {
    LocalDateTime shown = day.atStartOfDay().plus(number * everyMillis, ChronoUnit.MILLIS);
    @Nullable ZoneOffsetTransition change = rules.getTransition(shown);
    // Of a time of day that is shown twice, getOffset gives the first.
    return change != null && change.isGap()
        ? change.toEpochSecond() * 1000
        : shown.toInstant(rules.getOffset(shown)).toEpochMilli();
  }
}

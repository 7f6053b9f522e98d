package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.time.ZoneId;

/**
 * All of a period so far, at the end of each of its steps: with {@code 1d every 1h} the windows of
 * a day all begin at 00:00 and end at 01:00, 02:00 and so on to 24:00. Each step is a slice; so a
 * line is kept once, and a window is the one before it and one slice more.
 *
 * <p>Without a time zone periods and steps begin at multiples of their length from the epoch.
 */
final class CumulativeWindows extends Windows {
  /** A late line may change as many windows. */
  private static final long MOST_STEPS = 86_400;

  private static final long WEEK_MILLIS = 7 * ClockWindows.DAY_MILLIS;

  private final long periodMillis;
  private final Windows periods;
  private final Windows steps;

  /**
   * Windows of periods and steps of these lengths.
   *
   * @param zone by whose clocks they begin; null for the epoch
   * @throws IllegalArgumentException unless steps make a period, and with a zone, periods a day
   */
  CumulativeWindows(long periodMillis, long stepMillis, @Nullable ZoneId zone) {
    if (periodMillis % stepMillis != 0) {
      throw new IllegalArgumentException(
          "the period must be a multiple of the step, such as 'cumulative 1d every 1h'");
    }
    if (periodMillis / stepMillis > MOST_STEPS) {
      throw new IllegalArgumentException(
          "a period may have at most 86,400 steps, and this has "
              + periodMillis / stepMillis
              + "; write a longer step ('every ..') or a shorter period");
    }
    if (zone != null && ClockWindows.DAY_MILLIS % periodMillis != 0) {
      throw new IllegalArgumentException(
          "with a time zone the period must be a day or divide it, such as 1d, 12h or 1h; leave"
              + " 'in "
              + zone
              + "' out for periods in UTC");
    }
    this.periodMillis = periodMillis;
    periods = adjacent(periodMillis, zone);
    steps = adjacent(stepMillis, zone);
  }

  private static Windows adjacent(long millis, @Nullable ZoneId zone) {
    return zone == null ? new FixedWindows(millis, millis) : new ClockWindows(millis, zone);
  }

  @Override
  long sliceMillis() {
    return steps.sliceMillis();
  }

  @Override
  long sliceStart(long timeMillis) {
    return steps.sliceStart(timeMillis);
  }

  @Override
  long sliceEnd(long sliceStart) {
    return steps.sliceEnd(sliceStart);
  }

  @Override
  long firstEnd(long sliceStart) {
    return steps.sliceEnd(sliceStart);
  }

  @Override
  long lastEnd(long sliceStart) {
    return periods.endAfter(sliceStart);
  }

  @Override
  public long endAfter(long timeMillis) {
    return steps.endAfter(timeMillis);
  }

  @Override
  long lastEndBegunBefore(long timeMillis) {
    return periods.lastEndBegunBefore(timeMillis);
  }

  @Override
  public long start(long end) {
    return periods.sliceStart(end - 1);
  }

  @Override
  @Nullable
  public String remark() {
    return periodMillis % WEEK_MILLIS == 0
        ? "these periods begin on Thursdays at 00:00 UTC, since the epoch did"
        : null;
  }
}

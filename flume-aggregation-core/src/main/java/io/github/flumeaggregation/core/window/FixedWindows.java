package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/**
 * Windows of one fixed length that begin at the multiples of a step, counted from the epoch:
 * tumbling where the step is the length, sliding where it is shorter.
 *
 * <p>Example: 5 minutes every 2 minutes gives slices of 1 minute; the line of 10:03:30 lies in the
 * slice 10:03 and in the windows that begin at 10:00 and 10:02, and end at 10:05 and 10:07.
 */
final class FixedWindows extends Windows {
  private static final long SECOND_MILLIS = 1_000;
  private static final long WEEK_MILLIS = 7 * 86_400_000L;

  private final long lengthMillis;
  private final long stepMillis;
  private final long sliceMillis;

  /**
   * Windows of {@code lengthMillis}, one every {@code stepMillis}.
   *
   * @throws IllegalArgumentException unless 0 &lt; step &lt;= length
   */
  FixedWindows(long lengthMillis, long stepMillis) {
    if (stepMillis <= 0 || stepMillis > lengthMillis) {
      throw new IllegalArgumentException(
          "the step (every ...) must be above 0 and at most the window's length");
    }
    this.lengthMillis = lengthMillis;
    this.stepMillis = stepMillis;
    this.sliceMillis = greatestCommonDivisor(lengthMillis, stepMillis);
  }

  /** The longest step up to the present one that divides the length; in whole seconds if it can. */
  private long dividingStepMillis() {
    long unit = sliceMillis % SECOND_MILLIS == 0 ? SECOND_MILLIS : 1;
    long longest = unit;
    for (long divisor = 1; divisor * divisor <= lengthMillis / unit; divisor++) {
      if (lengthMillis / unit % divisor == 0) {
        long small = divisor * unit;
        long large = lengthMillis / divisor;
        longest = Math.max(longest, large <= stepMillis ? large : small <= stepMillis ? small : 0);
      }
    }
    return longest;
  }

  private static String text(long millis) {
    return millis % SECOND_MILLIS == 0 ? millis / SECOND_MILLIS + "s" : millis + "ms";
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  @Override
  long sliceMillis() {
    return sliceMillis;
  }

  @Override
  long sliceStart(long timeMillis) {
    return timeMillis - Math.floorMod(timeMillis, sliceMillis);
  }

  @Override
  long sliceEnd(long sliceStart) {
    return sliceStart + sliceMillis;
  }

  @Override
  long firstEnd(long sliceStart) {
    return endAfter(sliceStart);
  }

  @Override
  long lastEnd(long sliceStart) {
    return sliceStart - Math.floorMod(sliceStart, stepMillis) + lengthMillis;
  }

  @Override
  public long endAfter(long timeMillis) {
    return timeMillis - Math.floorMod(timeMillis - lengthMillis, stepMillis) + stepMillis;
  }

  @Override
  long lastEndBegunBefore(long timeMillis) {
    return lastEnd(timeMillis - 1);
  }

  @Override
  public long start(long end) {
    return end - lengthMillis;
  }

  @Override
  @Nullable
  public String remark() {
    if (sliceMillis < stepMillis) {
      return "the step does not divide the length, so lines are kept in slices of "
          + text(sliceMillis)
          + ", "
          + lengthMillis / sliceMillis
          + " to a window, which takes memory and time; with 'every "
          + text(dividingStepMillis())
          + "' a slice would be as long as the step";
    }
    return stepMillis % WEEK_MILLIS == 0
        ? "these windows begin on Thursdays at 00:00 UTC, since the epoch did; for weeks from"
            + " Monday write 'calendar week in UTC', or another time zone"
        : null;
  }
}

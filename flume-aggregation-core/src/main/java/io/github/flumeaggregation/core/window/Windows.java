package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/**
 * Windows that are the same for all groups, and the slices of time that they are made of.
 *
 * <p>Windows and slices are half-open, {@code [start, end)}, in milliseconds since the epoch. A
 * window is named by its end. Slices follow each other without gaps, and every window is a sequence
 * of whole slices.
 */
public abstract class Windows implements WindowKind {
  @Override
  public WindowOperator newOperator(Aggregation aggregation) {
    return new WindowedAggregation(aggregation, this);
  }

  /**
   * Length of the slices in milliseconds if all are equally long and aligned to the epoch;
   * otherwise 0.
   */
  abstract long sliceMillis();

  /** The start of the slice that contains {@code timeMillis}. */
  abstract long sliceStart(long timeMillis);

  /** The end of the slice. */
  abstract long sliceEnd(long sliceStart);

  /** The end of the earliest window that contains the slice. */
  abstract long firstEnd(long sliceStart);

  /** The end of the last window that contains the slice. */
  abstract long lastEnd(long sliceStart);

  /** The end of the last window that is emitted only if the slice, or another, has lines. */
  long lastCausedEnd(long sliceStart) {
    return lastEnd(sliceStart);
  }

  /** Whether a line at this time is late for each window that it could cause. */
  @Override
  public boolean areFinal(long timeMillis, long horizon) {
    return lastCausedEnd(sliceStart(timeMillis)) <= horizon;
  }

  /**
   * How many slices are kept: those of the windows that lines may still change.
   *
   * @param latenessMillis how far the horizon is behind the newest line
   * @param most where to stop counting
   */
  public long slicesHeld(long timeMillis, long latenessMillis, long most) {
    long horizon = timeMillis - latenessMillis;
    long slices = 0;
    for (long start = sliceStart(timeMillis);
        slices < most && !areFinal(start, horizon);
        start = sliceStart(start - 1)) {
      slices++;
    }
    return slices;
  }

  @Override
  public int bytesPerGroup() {
    return GroupKeys.BYTES_PER_KEY;
  }

  /** The earliest end of any window after {@code timeMillis}. */
  public abstract long endAfter(long timeMillis);

  /** The end of the last window that begins before {@code timeMillis}. */
  abstract long lastEndBegunBefore(long timeMillis);

  /** The start of the window that ends at {@code end}. */
  public abstract long start(long end);

  /** The start that rows show. */
  long shownStart(long end) {
    return start(end);
  }

  /** The time under which rows are filed: the {@code timestamp} header. */
  long timestamp(long end) {
    return start(end);
  }

  @Override
  public long stepEnd(long timeMillis) {
    return endAfter(timeMillis);
  }

  @Override
  public @Nullable String remark() {
    return null;
  }

  @Override
  public boolean isTotal() {
    return false;
  }
}

package io.github.flumeaggregation.core.window;

/**
 * Everything from the beginning up to each step in which there was a line: counters and rolling
 * sums. Rows show the epoch as their start, those of steps before it the start of their step, and
 * are filed under the step that they end.
 *
 * <p>A line that comes after the allowed lateness is late for the window of its own step, which is
 * final by then, but counts in every total that is still open.
 */
final class TotalWindows extends Windows {
  private final FixedWindows steps;
  private final long stepMillis;

  TotalWindows(long stepMillis) {
    this.stepMillis = stepMillis;
    this.steps = new FixedWindows(stepMillis, stepMillis);
  }

  @Override
  long sliceMillis() {
    return stepMillis;
  }

  @Override
  long sliceStart(long timeMillis) {
    return steps.sliceStart(timeMillis);
  }

  @Override
  long sliceEnd(long sliceStart) {
    return sliceStart + stepMillis;
  }

  @Override
  long firstEnd(long sliceStart) {
    return sliceEnd(sliceStart);
  }

  @Override
  long lastEnd(long sliceStart) {
    return Long.MAX_VALUE;
  }

  @Override
  long lastCausedEnd(long sliceStart) {
    return firstEnd(sliceStart);
  }

  @Override
  public long endAfter(long timeMillis) {
    return steps.endAfter(timeMillis);
  }

  /** As if a total began with its own step: it counts from the first step that is seen whole. */
  @Override
  long lastEndBegunBefore(long timeMillis) {
    return steps.lastEndBegunBefore(timeMillis);
  }

  @Override
  public long start(long end) {
    return Long.MIN_VALUE;
  }

  @Override
  long shownStart(long end) {
    return Math.min(0, end - stepMillis);
  }

  @Override
  long timestamp(long end) {
    return end - stepMillis;
  }

  @Override
  public boolean isTotal() {
    return true;
  }
}

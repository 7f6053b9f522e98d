package io.github.flumeaggregation.core.window;

/** Windows that lie side by side, each of which is one slice. */
abstract class AdjacentWindows extends Windows {
  /** The start of the window that contains {@code timeMillis}. */
  abstract long startOf(long timeMillis);

  /** The end of the window that contains {@code timeMillis}. */
  abstract long endOf(long timeMillis);

  @Override
  long sliceMillis() {
    return 0;
  }

  @Override
  long sliceStart(long timeMillis) {
    return startOf(timeMillis);
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
    return endOf(timeMillis);
  }

  @Override
  long lastEndBegunBefore(long timeMillis) {
    return endOf(timeMillis - 1);
  }

  @Override
  public long start(long end) {
    return startOf(end - 1);
  }
}

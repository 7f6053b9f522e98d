package io.github.flumeaggregation.monitor.metrics;

/** How many values by group a scrape may still have, and how many it had to leave out. */
final class SeriesBudget {
  private final int max;
  private int taken;
  private long leftOut;

  SeriesBudget(int max) {
    this.max = max;
  }

  /** Whether there is room for one more. */
  boolean take() {
    if (taken < max) {
      taken++;
      return true;
    }
    leftOut++;
    return false;
  }

  void leaveOut(long series) {
    leftOut += series;
  }

  long leftOut() {
    return leftOut;
  }
}

package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.metric.Reading;

/** What is shown of a sink at one moment. Immutable. */
final class SinkStatistics {
  /** Of a sink that has never worked. */
  static final SinkStatistics NONE =
      new SinkStatistics(Reading.nothing(WindowSinkMetrics.ALL), Long.MIN_VALUE);

  private final Reading whileWorking;
  private final long newestMillis;
  private final boolean working;
  private final long nowMillis;

  /**
   * Of a sink that works.
   *
   * @param whileWorking what was read of it
   * @param newestMillis largest event time seen; the smallest long if none
   */
  SinkStatistics(Reading whileWorking, long newestMillis) {
    this(whileWorking, newestMillis, true, 0);
  }

  private SinkStatistics(Reading whileWorking, long newestMillis, boolean working, long nowMillis) {
    this.whileWorking = whileWorking;
    this.newestMillis = newestMillis;
    this.working = working;
    this.nowMillis = nowMillis;
  }

  /** The same numbers, as they are shown at a time. */
  SinkStatistics shownAt(long wallMillis, boolean stillWorking) {
    return new SinkStatistics(whileWorking, newestMillis, stillWorking, wallMillis);
  }

  boolean isWorking() {
    return working;
  }

  long newestLineAgeMillis() {
    return newestMillis == Long.MIN_VALUE ? 0 : Math.max(0, nowMillis - newestMillis);
  }

  /** Every number of {@link WindowSinkMetrics}. */
  Reading reading() {
    return WindowSinkMetrics.ALWAYS.read(this).and(whileWorking);
  }
}

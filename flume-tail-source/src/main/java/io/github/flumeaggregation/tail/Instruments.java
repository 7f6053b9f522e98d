package io.github.flumeaggregation.tail;

/** What the engine reads the time from and counts with. */
final class Instruments {
  private final Time time;
  private final TailStats stats;

  Instruments(Time time, TailStats stats) {
    this.time = time;
    this.stats = stats;
  }

  Time time() {
    return time;
  }

  TailStats stats() {
    return stats;
  }
}

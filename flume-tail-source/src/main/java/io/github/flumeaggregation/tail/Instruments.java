package io.github.flumeaggregation.tail;

/** What the engine reads the time from, counts with, and is told of changes by. */
final class Instruments {
  private final Time time;
  private final TailStats stats;
  private final FileEvents fileEvents;

  Instruments(Time time, TailStats stats, FileEvents fileEvents) {
    this.time = time;
    this.stats = stats;
    this.fileEvents = fileEvents;
  }

  Time time() {
    return time;
  }

  TailStats stats() {
    return stats;
  }

  FileEvents fileEvents() {
    return fileEvents;
  }
}

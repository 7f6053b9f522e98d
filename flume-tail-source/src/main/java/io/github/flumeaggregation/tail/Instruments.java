package io.github.flumeaggregation.tail;

/** What the engine reads the time from, counts with, and is told of the system's state by. */
final class Instruments {
  private final Time time;
  private final TailStats stats;
  private final FileEvents fileEvents;
  private final ProcessHandles handles;

  Instruments(Time time, TailStats stats, FileEvents fileEvents, ProcessHandles handles) {
    this.time = time;
    this.stats = stats;
    this.fileEvents = fileEvents;
    this.handles = handles;
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

  ProcessHandles handles() {
    return handles;
  }
}

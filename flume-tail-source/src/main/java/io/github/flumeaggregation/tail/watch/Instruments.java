package io.github.flumeaggregation.tail.watch;

/** What the engine reads the time from, counts with, and is told of the system's state by. */
public final class Instruments {
  private final Time time;
  private final TailStats stats;
  private final FileEvents fileEvents;
  private final ProcessHandles handles;

  public Instruments(Time time, TailStats stats, FileEvents fileEvents, ProcessHandles handles) {
    this.time = time;
    this.stats = stats;
    this.fileEvents = fileEvents;
    this.handles = handles;
  }

  public Time time() {
    return time;
  }

  public TailStats stats() {
    return stats;
  }

  public FileEvents fileEvents() {
    return fileEvents;
  }

  public ProcessHandles handles() {
    return handles;
  }
}

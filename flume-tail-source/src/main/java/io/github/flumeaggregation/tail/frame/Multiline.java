package io.github.flumeaggregation.tail.frame;

/** How lines are put together into records; for one thread, as its pattern. */
public final class Multiline {
  private final StartPattern start;
  private final int maxLines;
  private final int maxBytes;
  private final long timeoutMillis;

  public Multiline(StartPattern start, int maxLines, int maxBytes, long timeoutMillis) {
    this.start = start;
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
    this.timeoutMillis = timeoutMillis;
  }

  /** Tells the first line of a record from the others. */
  public StartPattern start() {
    return start;
  }

  /** Most lines in a record. */
  public int maxLines() {
    return maxLines;
  }

  /** Most bytes in a record, terminators included. */
  public int maxBytes() {
    return maxBytes;
  }

  /** A record is complete when its file has had nothing new for this long. */
  public long timeoutMillis() {
    return timeoutMillis;
  }
}

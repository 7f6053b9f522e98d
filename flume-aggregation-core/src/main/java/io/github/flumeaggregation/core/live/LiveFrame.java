package io.github.flumeaggregation.core.live;

/** When a window is, and what became of its lines: a window without its rows. Immutable. */
public final class LiveFrame {
  private final long startMillis;
  private final long endMillis;
  private final long aggregated;
  private final long filtered;
  private final long late;

  /**
   * A window of the time from {@code startMillis} to {@code endMillis}, exclusive, both since the
   * epoch; the others are lines, as in the window's books.
   */
  public LiveFrame(long startMillis, long endMillis, long aggregated, long filtered, long late) {
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.aggregated = aggregated;
    this.filtered = filtered;
    this.late = late;
  }

  /** The time to file the window under, in milliseconds since the epoch. */
  public long startMillis() {
    return startMillis;
  }

  /** Its end, exclusive, in milliseconds since the epoch. */
  public long endMillis() {
    return endMillis;
  }

  /** Lines that are in its rows. */
  public long aggregated() {
    return aggregated;
  }

  /** Lines that {@code where} kept out. */
  public long filtered() {
    return filtered;
  }

  /** Lines that came after the allowed lateness. */
  public long late() {
    return late;
  }
}

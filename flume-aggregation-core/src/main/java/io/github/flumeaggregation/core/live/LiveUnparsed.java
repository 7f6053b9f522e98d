package io.github.flumeaggregation.core.live;

/** The structure of a line that could not be parsed. Immutable. */
public final class LiveUnparsed {
  private final long atMillis;
  private final String shape;

  /**
   * A structure.
   *
   * @param atMillis the wall clock when a line of it came last
   * @param shape the line with its letters and digits made unreadable
   */
  public LiveUnparsed(long atMillis, String shape) {
    this.atMillis = atMillis;
    this.shape = shape;
  }

  /** The wall clock when a line of it came last, in milliseconds since the epoch. */
  public long atMillis() {
    return atMillis;
  }

  /** The line, letters as {@code A} and {@code a} and digits as {@code 9}, once in a row each. */
  public String shape() {
    return shape;
  }
}

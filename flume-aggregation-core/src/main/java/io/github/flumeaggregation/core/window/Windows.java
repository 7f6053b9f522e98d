package io.github.flumeaggregation.core.window;

/**
 * The windows of an aggregation, and the slices of time that they are made of.
 *
 * <p>Windows and slices are half-open, {@code [start, end)}, in milliseconds since the epoch. A
 * window is named by its end. Slices follow each other without gaps, and every window is a sequence
 * of whole slices.
 */
public abstract class Windows {
  /** The start of the slice that contains {@code timeMillis}. */
  abstract long sliceStart(long timeMillis);

  /** The end of the earliest window that contains the slice. */
  abstract long firstEnd(long sliceStart);

  /** The end of the last window that contains the slice. */
  abstract long lastEnd(long sliceStart);

  /** The end of the window after the one that ends at {@code end}. */
  abstract long nextEnd(long end);

  /** The start of the window that ends at {@code end}. */
  abstract long start(long end);
}

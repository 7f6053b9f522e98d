package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/** Which windows of an aggregation have been closed, which are final, and which are never made. */
final class WindowProgress {
  private final Windows windows;
  private long closedThrough = Long.MIN_VALUE;
  private long expiredThrough = Long.MIN_VALUE;

  /** Windows that end at or before this began before the aggregation did: they are not made. */
  private long ignoredThrough = Long.MIN_VALUE;

  WindowProgress(Windows windows) {
    this.windows = windows;
  }

  /** The end of the last window that was closed in order; the smallest long if none was. */
  long closedThrough() {
    return closedThrough;
  }

  void closeThrough(long end) {
    closedThrough = end;
  }

  /** Windows that end at or before this are final. */
  long expiredThrough() {
    return expiredThrough;
  }

  void expireThrough(long horizon) {
    expiredThrough = Math.max(expiredThrough, horizon);
  }

  /** Only windows that begin at or after this time are made. */
  void openFrom(long timeMillis) {
    ignoredThrough = windows.lastEndBegunBefore(timeMillis);
  }

  boolean isIgnored(long end) {
    return end <= ignoredThrough;
  }

  /** Whether nothing comes of lines of this slice any more, except that they are booked. */
  boolean isPast(long sliceStart) {
    return windows.lastCausedEnd(sliceStart) <= ignoredThrough
        || windows.lastEnd(sliceStart) <= expiredThrough;
  }

  /** The end of the first window that contains a slice and may still change. */
  long firstChangeableEnd(long sliceStart) {
    long firstEnd = windows.firstEnd(sliceStart);
    long through = Math.max(expiredThrough, ignoredThrough);
    return firstEnd > through ? firstEnd : windows.endAfter(through);
  }

  /**
   * The end of the first window after those that were closed that a slice causes; or the largest.
   */
  long firstUnclosedEnd(long sliceStart) {
    long end = firstChangeableEnd(sliceStart);
    if (closedThrough != Long.MIN_VALUE) {
      end = Math.max(end, windows.endAfter(closedThrough));
    }
    return end <= windows.lastCausedEnd(sliceStart) ? end : Long.MAX_VALUE;
  }

  /** Slices before this are in closed windows only. */
  long firstOpenStart() {
    return closedThrough == Long.MIN_VALUE || windows.isTotal()
        ? closedThrough
        : windows.start(closedThrough);
  }

  void encode(ByteWriter out) {
    out.writeSigned(closedThrough).writeSigned(expiredThrough).writeSigned(ignoredThrough);
  }

  void decode(ByteReader in) {
    closedThrough = in.readSigned();
    expiredThrough = in.readSigned();
    ignoredThrough = in.readSigned();
  }
}

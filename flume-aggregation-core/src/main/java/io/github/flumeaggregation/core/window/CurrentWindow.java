package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.aggregate.Aggregates;

/** The merge of the slices of the window that was emitted last, to move on to the next from. */
final class CurrentWindow {
  private final Aggregates aggregates;
  private final boolean total;
  private final SliceLog slices;
  private SlidingTotals totals;

  /** The end of the window; slices before it are in {@link #totals}. */
  private long end = Long.MIN_VALUE;

  CurrentWindow(Aggregates aggregates, boolean total, SliceLog slices) {
    this.aggregates = aggregates;
    this.total = total;
    this.slices = slices;
    this.totals = new SlidingTotals(aggregates, total);
  }

  /** Moves to {@code [start, newEnd)}: cheap if that is not before the window it is at. */
  SlidingTotals moveTo(long start, long newEnd) {
    if (newEnd < end || start >= end) {
      restart();
    }
    while (!totals.isEmpty() && totals.oldestStart() < start) {
      totals.leave();
    }
    for (TimeSlice slice : slices.between(Math.max(start, end), newEnd)) {
      totals.enter(slice);
    }
    end = newEnd;
    return totals;
  }

  /** The slice that starts there has changed. */
  void changed(long sliceStart) {
    if (sliceStart < end) {
      restart();
    }
  }

  /** Slices up to the one that starts there have been folded. */
  void folded(long sliceStart) {
    if (total && sliceStart >= end) {
      restart(); // the newest of them would never enter
    }
  }

  /** About what the merge takes in memory. */
  long bytesHeld() {
    return totals.bytesHeld();
  }

  /** Begins anew. */
  void restart() {
    totals = new SlidingTotals(aggregates, total);
    end = Long.MIN_VALUE;
  }
}

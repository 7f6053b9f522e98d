package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * The merge of the slices of the window that was emitted last, to move on to the next from. A slice
 * costs something when it enters and when it leaves, and nothing in between: a line that comes late
 * by a thousand windows changes them all.
 */
final class CurrentWindow implements WindowMerge {
  private final Aggregation aggregation;
  private final Aggregates aggregates;
  private final boolean total;
  private final SliceLog slices;
  private final UnaryOperator<TimeSlice> part;
  private SlidingTotals totals;

  /** The window; the slices in it are in {@link #totals}. */
  private long start = Long.MIN_VALUE;

  private long end = Long.MIN_VALUE;

  private long aggregatedLines;
  private long filteredLines;
  private long mostGroups;

  /**
   * Slices of which groups were folded, each above a larger key than the one before: the first has
   * the smallest threshold of the window, the second that of the window when the first has left.
   */
  private final Deque<TimeSlice> limited = new ArrayDeque<>();

  CurrentWindow(Aggregation aggregation, boolean total, SliceLog slices) {
    this(aggregation, total, slices, UnaryOperator.identity());
  }

  /**
   * One of a part of the groups.
   *
   * @param part gives what of a slice is merged
   */
  CurrentWindow(
      Aggregation aggregation, boolean total, SliceLog slices, UnaryOperator<TimeSlice> part) {
    this.part = part;
    this.aggregation = aggregation;
    this.aggregates = aggregation.aggregates();
    this.total = total;
    this.slices = slices;
    this.totals = new SlidingTotals(aggregates, total);
  }

  /** Moves to {@code [newStart, newEnd)}: cheap if that is not before the window it is at. */
  WindowMerge moveTo(long newStart, long newEnd) {
    if (newEnd < end || newStart >= end) {
      restart();
    }
    while (!totals.isEmpty() && totals.oldestStart() < newStart) {
      leave();
    }
    for (TimeSlice slice : slices.between(Math.max(newStart, end), newEnd)) {
      enter(part.apply(slice));
    }
    start = newStart;
    end = newEnd;
    return this;
  }

  @Override
  public GroupTable all() {
    GroupTable all = aggregation.newGroups();
    totals.mergeInto(all);
    return all;
  }

  @Override
  public GroupKeys keys() {
    return totals.keys();
  }

  @Override
  public int find(GroupKeys source, int number) {
    return totals.find(source, number);
  }

  @Override
  public long lines(int row) {
    return totals.lines(row);
  }

  @Override
  public int liveGroups() {
    return totals.liveGroups();
  }

  @Override
  public void mergeInto(States target, int targetRow, int row) {
    totals.mergeInto(target, targetRow, row);
  }

  private void leave() {
    TimeSlice left = totals.oldest();
    totals.leave();
    aggregatedLines -= left.aggregatedLines;
    filteredLines -= left.filteredLines;
    mostGroups -= left.allGroups();
    if (limited.peekFirst() == left) {
      limited.removeFirst();
    }
  }

  private void enter(TimeSlice slice) {
    totals.enter(slice);
    aggregatedLines += slice.aggregatedLines;
    filteredLines += slice.filteredLines;
    mostGroups += slice.allGroups();
    limit(slice);
  }

  private void limit(TimeSlice slice) {
    GroupKeys threshold = slice.groups.threshold();
    if (threshold == null) {
      return;
    }
    while (!limited.isEmpty() && !isBelow(limited.getLast(), threshold)) {
      limited.removeLast();
    }
    if (!total || limited.isEmpty()) { // of a total nothing leaves
      limited.addLast(slice);
    }
  }

  private static boolean isBelow(TimeSlice slice, GroupKeys threshold) {
    GroupKeys own = slice.groups.threshold();
    return own != null && own.compareKey(0, threshold, 0) < 0;
  }

  @Override
  public @Nullable GroupKeys threshold() {
    TimeSlice first = limited.peekFirst();
    return first == null ? null : first.groups.threshold();
  }

  @Override
  public long aggregatedLines() {
    return aggregatedLines;
  }

  @Override
  public long filteredLines() {
    return filteredLines;
  }

  /** The groups of the slices, added up: not more are in the window. */
  long mostGroups() {
    return mostGroups;
  }

  /** The slice that starts there has changed. */
  void changed(long sliceStart) {
    if (start <= sliceStart && sliceStart < end) {
      restart();
    }
  }

  /** Slices up to the one that starts there have been folded. */
  void folded(long sliceStart) {
    if (total && sliceStart >= end) {
      restart(); // the newest of them would never enter
    }
    TimeSlice folded = slices.folded();
    if (end != Long.MIN_VALUE && folded != null) {
      limit(folded); // more of its groups may have been folded with them
    }
  }

  /** About what the merge takes in memory. */
  long bytesHeld() {
    return totals.bytesHeld();
  }

  /** Begins anew. */
  void restart() {
    if (end == Long.MIN_VALUE) {
      return; // nothing has entered
    }
    totals = new SlidingTotals(aggregates, total);
    start = Long.MIN_VALUE;
    end = Long.MIN_VALUE;
    aggregatedLines = 0;
    filteredLines = 0;
    mostGroups = 0;
    limited.clear();
  }
}

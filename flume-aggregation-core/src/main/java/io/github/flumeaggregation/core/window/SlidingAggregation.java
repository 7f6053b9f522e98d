package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;

/**
 * The lines of the last while, up to the newest: a window that moves with each line.
 *
 * <p>Time is cut into slices of 1/300 of the window's length, rounded down to whole milliseconds
 * but at least one. The window holds the slices that begin less than its length before the newest
 * line, the slice of that line included. So a line never counts for longer than the length, and at
 * least for the length less one slice. Example: 5 minutes have slices of one second, and after a
 * line of 10:05:03 the window holds the lines from 10:00:04 through 10:05:03: exactly the last 300
 * seconds of a log whose times are whole seconds.
 *
 * <p>Time is that of the lines; it never goes back, and lines that {@code where} leaves out move it
 * too. A line that is older than the newest one goes into its own slice, so that the order of
 * arrival does not matter while a line is in the window; one that is too old for the window is left
 * out and counted by {@link #late()}.
 *
 * <p>Groups: once more than twice {@code maxGroups} have lines in the window, all but the {@code
 * maxGroups} with the smallest key hashes are folded into {@code (other)}, for good: their later
 * lines go there too. A value is therefore always that of all lines of its group in the window.
 *
 * <p>Cost of a line of the newest slice: one look-up of its group and, amortised, a constant number
 * of merges of its states, see {@link SlidingTotals}; of another one, two look-ups. Memory: groups
 * times the slices in which they have lines, of which there are at most 600.
 */
public final class SlidingAggregation extends LiveAggregation {
  private static final long SLICES = 300;

  private final Aggregates aggregates;
  private final long lengthMillis;
  private final long sliceMillis;
  private final int maxGroups;

  /** Row 0 holds the states of the group that {@link #moveTo(Record)} went to. */
  private final States merged;

  private GroupKeys threshold = new GroupKeys();
  private SlidingTotals totals;

  /** The newest slice as long as it is not part of {@link #totals}, or null. */
  private @Nullable TimeSlice open;

  /** The slice of the last line that came for a slice of {@link #totals}. */
  private @Nullable TimeSlice last;

  /** Time of the newest line. */
  private long newest = Long.MIN_VALUE;

  private long late;

  /**
   * Over no lines yet.
   *
   * @param lengthMillis length of the window, at least 1
   */
  public SlidingAggregation(Aggregation aggregation, long lengthMillis) {
    super(aggregation);
    if (lengthMillis < 1) {
      throw new IllegalArgumentException("the window's length must be above 0: " + lengthMillis);
    }
    this.aggregates = aggregation.aggregates();
    this.lengthMillis = lengthMillis;
    this.sliceMillis = Math.max(1, lengthMillis / SLICES);
    this.maxGroups = aggregation.maxGroups();
    this.merged = noLines();
    this.totals = SlidingTotals.ofGrowingSlices(aggregates, threshold);
  }

  @Override
  public void add(Record record) {
    long timeMillis = record.timeMillis();
    long start = timeMillis - Math.floorMod(timeMillis, sliceMillis);
    if (timeMillis > newest) {
      newest = timeMillis;
      advanceTo(start);
    }
    if (aggregation().accepts(record)) {
      if (start > newest - lengthMillis) {
        add(start, keyOf(record), record);
      } else {
        late++;
      }
    }
  }

  private void add(long start, GroupKey key, Record record) {
    if (open == null && totals.isBefore(start)) {
      open = newSlice(start);
    }
    if (open == null || open.start != start) {
      totals.add(sliceAt(start), key, record);
      limitGroups();
      return;
    }
    open.groups.addUnlimited(key, record);
    if (open.groups.size() + totals.liveGroups() > mostLiveGroups()) {
      close(open);
    }
  }

  /** Lines of the slice go to the totals from now on. */
  private void close(TimeSlice slice) {
    totals.enter(slice);
    open = null;
    limitGroups();
  }

  /** Moves the window's end to the slice that starts there. */
  private void advanceTo(long newestStart) {
    if (open != null && open.start != newestStart) {
      close(open);
    }
    while (!totals.isEmpty() && totals.oldestStart() <= newest - lengthMillis) {
      totals.leave();
    }
  }

  private TimeSlice sliceAt(long start) {
    if (last == null || last.start != start) {
      TimeSlice known = totals.slice(start);
      last = known == null ? newSlice(start) : known;
      if (known == null) {
        totals.enter(last);
      }
    }
    return last;
  }

  private TimeSlice newSlice(long start) {
    GroupTable groups = new GroupTable(aggregates, Integer.MAX_VALUE, threshold);
    return new TimeSlice(start, start + sliceMillis, groups);
  }

  /** With {@code (other)}. */
  private long mostLiveGroups() {
    return 2L * maxGroups + 1;
  }

  private void limitGroups() {
    if (totals.liveGroups() <= mostLiveGroups()) {
      return;
    }
    threshold = totals.threshold(maxGroups);
    SlidingTotals folded = SlidingTotals.ofGrowingSlices(aggregates, threshold);
    for (TimeSlice slice : totals.slicesAfter(Long.MIN_VALUE)) {
      slice.groups.fold(threshold);
      folded.enter(slice);
    }
    totals = folded;
    if (open != null) {
      open.groups.fold(threshold);
    }
  }

  @Override
  public void moveTo(Record record) {
    GroupKey key = keyOf(record);
    int row = totals.find(key);
    merged.clear(0);
    if (row >= 0) {
      totals.mergeInto(merged, 0, row);
    }
    if (open != null) {
      int openRow = open.groups.find(key);
      if (openRow >= 0) {
        merged.merge(0, open.groups.states(), openRow);
      }
    }
  }

  @Override
  public @Nullable Object value(Column column, long runMillis) {
    return column.value(merged, 0, lengthMillis);
  }

  /** Lines that the aggregation would have taken had they not been too old for the window. */
  public long late() {
    return late;
  }

  @Override
  void collect(GroupTable into, long nowMillis) {
    long leftSince = nowMillis - lengthMillis;
    if (totals.isEmpty() || totals.oldestStart() > leftSince) {
      totals.mergeInto(into);
    } else {
      for (TimeSlice slice : totals.slicesAfter(leftSince)) {
        into.merge(slice.groups);
      }
    }
    if (open != null && open.start > leftSince) {
      into.merge(open.groups);
    }
  }

  @Override
  long windowMillis(long runMillis) {
    return lengthMillis;
  }
}

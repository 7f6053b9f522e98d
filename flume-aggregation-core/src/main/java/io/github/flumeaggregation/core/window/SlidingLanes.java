package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A sliding window whose lines come from several places of it at once, as from two files of which
 * one is minutes behind: each place has {@link SlidingTotals} of its own.
 *
 * <p>In one of them, a line for the older half of the window costs what all its groups cost. Here
 * it goes to the next lane, where it is among its like. So the cost of a line stays amortised
 * constant for lines at up to {@link #MOST_LANES} distant places; the value of a group is the merge
 * of its values in the lanes. Aggregations whose states can all be subtracted have one lane.
 */
final class SlidingLanes {
  static final int MOST_LANES = 4;

  private static final class Lane {
    private final SlidingTotals totals;

    /** The slice of the last line. */
    private @Nullable TimeSlice last;

    Lane(SlidingTotals totals) {
      this.totals = totals;
    }
  }

  private final Aggregates aggregates;
  private final long sliceMillis;
  private final List<Lane> lanes = new ArrayList<>();

  SlidingLanes(Aggregates aggregates, long sliceMillis) {
    this.aggregates = aggregates;
    this.sliceMillis = sliceMillis;
    addLane();
  }

  private Lane addLane() {
    Lane lane = new Lane(SlidingTotals.ofGrowingSlices(aggregates));
    lanes.add(lane);
    return lane;
  }

  /** A slice for lines that are newer than all here. */
  TimeSlice newSlice(long start) {
    GroupTable groups = new GroupTable(aggregates, Integer.MAX_VALUE);
    return new TimeSlice(start, start + sliceMillis, groups);
  }

  /** Whether all lines here are of slices that start before {@code start}. */
  boolean areBefore(long start) {
    for (Lane lane : lanes) {
      if (!lane.totals.isBefore(start)) {
        return false;
      }
    }
    return true;
  }

  /** Takes in a slice that is newer than all here. */
  void enter(TimeSlice slice) {
    lanes.get(0).totals.enter(slice);
  }

  /** Adds a line to the slice that starts there. */
  void add(long start, GroupKey key, Record record) {
    Lane lane = laneOf(start);
    TimeSlice slice = lane.last;
    if (slice == null || slice.start != start) {
      TimeSlice known = lane.totals.slice(start);
      slice = known == null ? newSlice(start) : known;
      lane.last = slice;
      if (known == null) {
        lane.totals.enter(slice);
      }
    }
    lane.totals.add(slice, key, record);
  }

  private Lane laneOf(long start) {
    for (Lane lane : lanes) {
      if (lane.totals.takesCheaply(start)) {
        return lane;
      }
    }
    return lanes.size() < MOST_LANES ? addLane() : lanes.get(lanes.size() - 1);
  }

  /**
   * Lets the slices go that start at a time or before.
   *
   * @param leaving is told the id of each group of such a slice
   */
  void leaveThrough(long start, LongConsumer leaving) {
    for (Lane lane : lanes) {
      while (!lane.totals.isEmpty() && lane.totals.oldestStart() <= start) {
        tellIds(lane.totals.oldest().groups.keys(), leaving);
        lane.totals.leave();
      }
      if (lane.totals.isEmpty()) {
        lane.last = null;
      }
    }
  }

  private static void tellIds(GroupKeys ids, LongConsumer listener) {
    for (int i = 0; i < ids.size(); i++) {
      listener.accept(GroupKey.id(ids.bytes(), ids.from(i)));
    }
  }

  /** Number of lines of a group. */
  long lines(GroupKey key) {
    long lines = 0;
    for (Lane lane : lanes) {
      int row = lane.totals.find(key);
      lines += row < 0 ? 0 : lane.totals.lines(row);
    }
    return lines;
  }

  /** Adds the states of a group to a row of {@code target}. */
  void mergeInto(States target, int targetRow, GroupKey key) {
    for (Lane lane : lanes) {
      int row = lane.totals.find(key);
      if (row >= 0) {
        lane.totals.mergeInto(target, targetRow, row);
      }
    }
  }

  /** Folds the groups that are not kept into {@code (other)}. */
  void retain(GroupTable.KeyTest kept) {
    for (Lane lane : lanes) {
      lane.totals.retain(kept);
    }
  }

  /** About what all of it takes in memory. */
  long bytesHeld() {
    long bytes = 0;
    for (Lane lane : lanes) {
      bytes += lane.totals.bytesHeld();
      for (TimeSlice slice : lane.totals.slicesAfter(Long.MIN_VALUE)) {
        bytes += slice.bytesHeld();
      }
    }
    return bytes;
  }

  /** Whether no slice starts at a time or before. */
  boolean areAfter(long start) {
    for (Lane lane : lanes) {
      if (!lane.totals.isEmpty() && lane.totals.oldestStart() <= start) {
        return false;
      }
    }
    return true;
  }

  /** Visits the slices that start after a time. */
  void forEachAfter(long start, Consumer<TimeSlice> visitor) {
    for (Lane lane : lanes) {
      lane.totals.slicesAfter(start).forEach(visitor);
    }
  }

  /** The totals as they are now, one for each lane. */
  List<SlidingTotals> frozen() {
    List<SlidingTotals> frozen = new ArrayList<>();
    for (Lane lane : lanes) {
      frozen.add(lane.totals.frozen());
    }
    return frozen;
  }
}

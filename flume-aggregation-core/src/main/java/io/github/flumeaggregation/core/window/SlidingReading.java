package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Reads a window that moves with its lines. While lines come, that is a copy of its totals. If the
 * clock says that slices have left since the newest line, the others are copied one by one; a line
 * that comes in the meantime makes it begin again, and after {@link #MOST_BEGINNINGS} times it
 * takes the window as of its newest line.
 */
final class SlidingReading extends LiveReading {
  private static final int MOST_BEGINNINGS = 3;

  private final SlidingAggregation sliding;
  private final long nowMillis;
  private final GroupTable byId;

  private List<SlidingTotals> totals = Collections.emptyList();
  private final Deque<TimeSlice> slices = new ArrayDeque<>();
  private @Nullable GroupTable slice;
  private LiveGroups groups = new LiveGroups();
  private FoldedLines folded = new FoldedLines();
  private GroupTable result;

  /** For each group of {@link #result} its number in {@link #groups}. */
  private int[] numbers = {};

  private long late;

  private int beginnings;
  private long changes;

  /** Of what the window holds at a time, not before the newest line. */
  SlidingReading(SlidingAggregation sliding, long nowMillis) {
    super(sliding.aggregation(), sliding.lengthMillis());
    this.sliding = sliding;
    this.nowMillis = nowMillis;
    this.byId = newTable();
    this.result = newTable();
  }

  private GroupTable newTable() {
    return new GroupTable(sliding.aggregation().aggregates(), Integer.MAX_VALUE);
  }

  @Override
  public boolean take() {
    if (beginnings == 0 || changes != sliding.changes()) {
      begin();
    }
    @Nullable TimeSlice next = slices.poll();
    slice = next == null ? null : next.groups.view();
    return !slices.isEmpty();
  }

  private void begin() {
    beginnings++;
    changes = sliding.changes();
    groups = sliding.groups().view();
    folded = sliding.folded().copy();
    late = sliding.lateLines();
    byId.clear();
    slices.clear();
    long leftSince =
        (beginnings > MOST_BEGINNINGS ? sliding.newestMillis() : nowMillis)
            - sliding.lengthMillis();
    if (sliding.lanes().areAfter(leftSince)) {
      totals = sliding.lanes().frozen();
    } else {
      totals = new ArrayList<>();
      sliding.lanes().forEachAfter(leftSince, slices::add);
    }
    @Nullable TimeSlice open = sliding.openSlice();
    if (open != null && open.start > leftSince) {
      slices.add(open);
    }
  }

  @Override
  public void digest() {
    for (SlidingTotals part : totals) {
      part.mergeInto(byId);
    }
    totals = Collections.emptyList();
    if (slice != null) {
      byId.merge(slice);
    }
  }

  @Override
  GroupTable groups() {
    numbers = groups.translate(byId, result);
    return result;
  }

  @Override
  FoldedBound foldedBound() {
    return new FoldedBound() {
      @Override
      public long mostLines() {
        return folded.mostLines();
      }

      @Override
      public long lacking(int number) {
        return folded.lacking(numbers[number]);
      }

      @Override
      public long credit(int number, long lines) {
        return folded.credit(numbers[number], lines);
      }
    };
  }

  @Override
  public long lacking() {
    return folded.lackingAtMost(groups.size());
  }

  @Override
  public long folded() {
    return byId.states().lines(GroupTable.OTHER);
  }

  @Override
  public boolean isOfWindow() {
    return true;
  }

  @Override
  public long late() {
    return late;
  }
}

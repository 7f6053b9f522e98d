package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The windows of one aggregation: lines go in, closed windows come out.
 *
 * <p>The caller drives time. A window is emitted once by {@link #closeNext} when the watermark has
 * passed its end. A line that comes after that changes it, and it is emitted again with the next
 * revision and only the changed groups. {@link #expire} ends that: later lines are booked as late.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>a line is in exactly one slice, or in none if all its windows have expired;
 *   <li>for each window, lines in = aggregated + filtered + late;
 *   <li>what a window finally says does not depend on when it was closed or how often.
 * </ol>
 *
 * <p>A line costs one look-up of its group. Memory: the groups of each slice not older than the
 * allowed lateness, and those of the current window. Not safe for several threads.
 */
public final class WindowedAggregation {
  /** How many windows' books are kept; beyond it the oldest are forgotten. */
  private static final int MAX_BOOKS = 100_000;

  private final Aggregation aggregation;
  private final Windows windows;
  private final GroupKey key;
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();
  private final TreeMap<Long, WindowBooks> books = new TreeMap<>();
  private final TreeSet<Long> endsWithNewLate = new TreeSet<>();
  private final DirtyGroups dirty;

  private @Nullable TimeSlice lastSlice;
  private SlidingTotals totals;

  /** The end of the window that {@link #totals} are of; slices before it are in them. */
  private long totalsEnd = Long.MIN_VALUE;

  private long closedThrough = Long.MIN_VALUE;
  private long expiredThrough = Long.MIN_VALUE;
  private long nextExpiry = Long.MAX_VALUE;

  /** For the lines of {@code aggregation}, by {@code windows}. */
  public WindowedAggregation(Aggregation aggregation, Windows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.key = aggregation.newGroupKey();
    this.dirty = new DirtyGroups(windows);
    this.totals = SlidingTotals.ofCompleteSlices(aggregation.aggregates());
  }

  /** Adds a line at its event time. */
  public void add(Record record) {
    TimeSlice slice = sliceFor(record.timeMillis());
    if (slice == null) {
      return;
    }
    boolean closed = slice.firstEnd <= closedThrough;
    if (aggregation.accepts(record)) {
      aggregate(slice, record, closed);
    } else {
      slice.filteredLines++;
      if (closed) {
        dirty.addSlice(slice.start, firstUnexpiredEnd(slice));
      }
    }
  }

  private void aggregate(TimeSlice slice, Record record, boolean closed) {
    slice.aggregatedLines++;
    key.read(record);
    slice.groups.add(key, record);
    if (closed) {
      dirty.addSlice(slice.start, firstUnexpiredEnd(slice));
      dirty.addGroup(slice.start, key);
    }
    if (slice.start < totalsEnd) {
      restartTotals();
    }
  }

  /** The slice for a line, or null if all its windows have expired; books the expired ones. */
  private @Nullable TimeSlice sliceFor(long timeMillis) {
    long start = windows.sliceStart(timeMillis);
    TimeSlice slice = lastSlice != null && lastSlice.start == start ? lastSlice : slices.get(start);
    long firstEnd = slice == null ? windows.firstEnd(start) : slice.firstEnd;
    if (firstEnd <= expiredThrough && !bookLate(start, firstEnd)) {
      return null;
    }
    if (slice == null) {
      slice = new TimeSlice(start, firstEnd, newGroupTable());
      slices.put(start, slice);
      nextExpiry = Math.min(nextExpiry, firstUnexpiredEnd(slice));
    }
    lastSlice = slice;
    return slice;
  }

  private GroupTable newGroupTable() {
    return new GroupTable(aggregation.aggregates(), aggregation.maxGroups());
  }

  /** Books a line as late in its expired windows; answers whether it has others. */
  private boolean bookLate(long sliceStart, long firstEnd) {
    long lastEnd = windows.lastEnd(sliceStart);
    long end = firstEnd;
    for (; end <= lastEnd && end <= expiredThrough; end = windows.nextEnd(end)) {
      booksOf(end).addLate();
      endsWithNewLate.add(end);
    }
    return end <= lastEnd;
  }

  private WindowBooks booksOf(long end) {
    return books.computeIfAbsent(end, e -> new WindowBooks());
  }

  /**
   * Emits the next window that ends at or before {@code limit} and is new or has changed since its
   * last emission; null if there is none. Windows without any line are never emitted.
   */
  public @Nullable ClosedWindow closeNext(long limit) {
    long changedEnd = dirty.nextEnd();
    if (changedEnd <= Math.min(limit, closedThrough)) {
      ClosedWindow window = emit(changedEnd, dirty.in(changedEnd));
      dirty.advance(changedEnd, closedThrough);
      return window;
    }
    long end = nextUnclosedEnd();
    if (end > limit) {
      return null;
    }
    closedThrough = end;
    return emit(end, null);
  }

  /** The end of the earliest window after those that were closed that has lines; or the largest. */
  private long nextUnclosedEnd() {
    if (closedThrough == Long.MIN_VALUE) {
      return slices.isEmpty() ? Long.MAX_VALUE : firstUnexpiredEnd(slices.firstEntry().getValue());
    }
    for (TimeSlice slice : slices.tailMap(windows.start(closedThrough)).values()) {
      long end = Math.max(firstUnexpiredEnd(slice), windows.nextEnd(closedThrough));
      if (end <= windows.lastEnd(slice.start)) {
        return end;
      }
    }
    return Long.MAX_VALUE;
  }

  private ClosedWindow emit(long end, @Nullable List<GroupKeys> changed) {
    long start = windows.start(end);
    moveTotals(start, end);
    WindowEmission emission = new WindowEmission(aggregation, totals);
    if (changed == null || booksOf(end).revision() == 0) {
      emission.takeAll();
    } else {
      emission.takeChanged(changed);
    }
    long aggregated = 0;
    long filtered = 0;
    for (TimeSlice slice : slices.subMap(start, end).values()) {
      aggregated += slice.aggregatedLines;
      filtered += slice.filteredLines;
    }
    booksOf(end).set(aggregated, filtered, emission.otherLines());
    return closedWindow(end, emission.rows(end - start));
  }

  private ClosedWindow closedWindow(long end, List<ResultRow> rows) {
    WindowBooks current = booksOf(end);
    current.nextRevision();
    return new ClosedWindow(aggregation, windows.start(end), end, current.copy(), rows);
  }

  private void moveTotals(long start, long end) {
    if (end < totalsEnd || start >= totalsEnd) {
      restartTotals();
    }
    while (!totals.isEmpty() && totals.oldestStart() < start) {
      totals.leave();
    }
    for (TimeSlice slice : slices.subMap(Math.max(start, totalsEnd), end).values()) {
      totals.enter(slice);
    }
    totalsEnd = end;
  }

  private void restartTotals() {
    totals = SlidingTotals.ofCompleteSlices(aggregation.aggregates());
    totalsEnd = Long.MIN_VALUE;
  }

  /**
   * Emits the books of the next window that got late lines since it was last emitted; null if there
   * is none. Call it when a batch is done, so that a window's books appear once a batch.
   */
  public @Nullable ClosedWindow lateBooksNext() {
    Long end = endsWithNewLate.pollFirst();
    return end == null ? null : closedWindow(end, Collections.emptyList());
  }

  /** The earliest end of a window that holds lines and has not expired; or the largest long. */
  public long nextExpiry() {
    return nextExpiry;
  }

  /**
   * Declares all windows that end at or before {@code horizon} final: their values are forgotten,
   * and lines that come for them are booked as late. They must have been closed before.
   */
  public void expire(long horizon) {
    expiredThrough = Math.max(expiredThrough, horizon);
    while (!slices.isEmpty() && windows.lastEnd(slices.firstKey()) <= expiredThrough) {
      slices.pollFirstEntry();
    }
    while (books.size() > MAX_BOOKS) {
      books.pollFirstEntry();
    }
    lastSlice = null;
    nextExpiry =
        slices.isEmpty() ? Long.MAX_VALUE : firstUnexpiredEnd(slices.firstEntry().getValue());
  }

  private long firstUnexpiredEnd(TimeSlice slice) {
    long end = slice.firstEnd;
    while (end <= expiredThrough) {
      end = windows.nextEnd(end);
    }
    return end;
  }
}

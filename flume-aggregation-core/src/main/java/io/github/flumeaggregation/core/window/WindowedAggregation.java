package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The windows of one aggregation: {@link StagedLines} go in, closed windows come out.
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
 * <p>Memory: the groups of each slice not older than the allowed lateness, and those of the current
 * window. Not safe for several threads.
 */
public final class WindowedAggregation {
  /** How many windows' books are kept; beyond it the oldest are forgotten. */
  private static final int MAX_BOOKS = 100_000;

  private final Aggregation aggregation;
  private final Windows windows;
  private final SliceLog slices;
  private final TreeMap<Long, WindowBooks> books = new TreeMap<>();
  private final TreeSet<Long> endsWithNewLate = new TreeSet<>();
  private final DirtyGroups dirty;

  /** Slices of closed windows that grew too large, to be limited when that has been emitted. */
  private final Set<TimeSlice> tooLarge = new HashSet<>();

  private @Nullable LinesListener listener;
  private SlidingTotals totals;

  /** The end of the window that {@link #totals} are of; slices before it are in them. */
  private long totalsEnd = Long.MIN_VALUE;

  private long closedThrough = Long.MIN_VALUE;
  private long expiredThrough = Long.MIN_VALUE;
  private long nextExpiry = Long.MAX_VALUE;

  /** Windows that end at or before this began before the aggregation did: they are not made. */
  private long ignoredThrough = Long.MIN_VALUE;

  /** For the lines of {@code aggregation}, by {@code windows}. */
  public WindowedAggregation(Aggregation aggregation, Windows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.slices = new SliceLog(aggregation, windows);
    this.dirty = new DirtyGroups(windows);
    this.totals = newTotals();
  }

  private SlidingTotals newTotals() {
    return new SlidingTotals(aggregation.aggregates(), windows.isTotal());
  }

  /**
   * Only windows that begin at or after this time are made: for an aggregation that is added while
   * others run, and has seen only some of the lines of the windows in progress.
   */
  public void openFrom(long timeMillis) {
    ignoredThrough = windows.lastEndBegunBefore(timeMillis);
  }

  /** Notes that lines of a slice are staged, so that they are merged before they expire. */
  void expect(long timeMillis) {
    long start = windows.sliceStart(timeMillis);
    if (!isPast(start)) {
      nextExpiry = Math.min(nextExpiry, firstUnexpiredEnd(windows.firstEnd(start)));
    }
  }

  /** Whether nothing comes of lines of this slice any more, except that they are booked. */
  private boolean isPast(long sliceStart) {
    return windows.lastCausedEnd(sliceStart) <= ignoredThrough
        || windows.lastEnd(sliceStart) <= expiredThrough;
  }

  /** {@code listener} is to be told of all lines that come into windows from now on. */
  public void tell(LinesListener newListener) {
    listener = newListener;
  }

  /** Brings lines into their windows: a slice of a batch, which lies in one slice of these. */
  void merge(TimeSlice part) {
    long start = windows.sliceStart(part.start);
    bookLate(start, part.aggregatedLines + part.filteredLines);
    if (isPast(start)) {
      return;
    }
    if (listener != null && part.aggregatedLines > 0) {
      listener.aggregated(() -> part.groups.keys().values(aggregation.groupBy().size()));
    }
    TimeSlice found = slices.find(start);
    TimeSlice slice = found == null ? slices.create(start) : found;
    nextExpiry = Math.min(nextExpiry, firstUnexpiredEnd(slice.firstEnd));
    slice.merge(part);
    boolean closed = slice.firstEnd <= closedThrough;
    if (closed) {
      dirty.addSlice(slice.start, firstUnexpiredEnd(slice.firstEnd));
      dirty.addGroups(slice.start, part.groups.keys());
    }
    if (slice.groups.isTooLarge()) {
      limit(slice, closed);
    }
    if (slice.start < totalsEnd) {
      restartTotals();
    }
  }

  private void bookLate(long sliceStart, long lines) {
    long lastEnd = Math.min(windows.lastCausedEnd(sliceStart), expiredThrough);
    for (long end = windows.firstEnd(sliceStart); end <= lastEnd; end = windows.endAfter(end)) {
      if (end > ignoredThrough) {
        booksOf(end).addLate(lines);
        endsWithNewLate.add(end);
      }
    }
  }

  private void limit(TimeSlice slice, boolean closed) {
    if (closed) {
      // Not before the change is emitted, which must know the groups that had rows.
      tooLarge.add(slice);
    } else {
      slice.groups.limit();
    }
  }

  private WindowBooks booksOf(long end) {
    return books.computeIfAbsent(end, e -> new WindowBooks());
  }

  /**
   * Emits the next window that ends at or before {@code limit} and is new or has changed since its
   * last emission; null if there is none. Windows without any line are never emitted.
   */
  public @Nullable ClosedWindow closeNext(long limit) {
    while (dirty.nextEnd() <= Math.min(limit, closedThrough)) {
      long changedEnd = dirty.nextEnd();
      List<GroupKeys> changed = dirty.in(changedEnd);
      dirty.advance(nextChangedEnd(changedEnd), closedThrough);
      if (isEverEmitted(changedEnd)) {
        return emit(changedEnd, changed);
      }
    }
    if (dirty.nextEnd() == Long.MAX_VALUE && !tooLarge.isEmpty()) {
      limitTooLarge();
    }
    long end = nextUnclosedEnd();
    if (end > limit) {
      return null;
    }
    closedThrough = end;
    return emit(end, null);
  }

  private void limitTooLarge() {
    for (TimeSlice slice : tooLarge) {
      slice.groups.limit();
    }
    tooLarge.clear();
    restartTotals();
  }

  /** Whether a window has what causes its emission: of totals, a line in its own step. */
  private boolean isEverEmitted(long end) {
    return !windows.isTotal() || slices.find(windows.sliceStart(end - 1)) != null;
  }

  /** The window to look at after a changed one: of totals, the next one that is ever emitted. */
  private long nextChangedEnd(long end) {
    if (!windows.isTotal()) {
      return windows.endAfter(end);
    }
    Long emitted = books.higherKey(end);
    return Math.min(emitted == null ? Long.MAX_VALUE : emitted, dirty.firstEndAfter(end));
  }

  /** The end of the earliest window after those that were closed that has lines; or the largest. */
  private long nextUnclosedEnd() {
    boolean noneClosed = closedThrough == Long.MIN_VALUE;
    long afterClosed = noneClosed ? closedThrough : windows.endAfter(closedThrough);
    for (TimeSlice slice : slices.from(noneClosed ? closedThrough : firstOpenStart())) {
      long end = Math.max(firstUnexpiredEnd(slice.firstEnd), afterClosed);
      if (end <= windows.lastCausedEnd(slice.start)) {
        return end;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Slices before this are in closed windows only. */
  private long firstOpenStart() {
    return windows.isTotal() ? closedThrough : windows.start(closedThrough);
  }

  private ClosedWindow emit(long end, @Nullable List<GroupKeys> changed) {
    long start = windows.start(end);
    moveTotals(start, end);
    WindowBooks current = booksOf(end);
    WindowEmission emission =
        new WindowEmission(
            aggregation, totals, end - windows.shownStart(end), threshold(start, end));
    List<ResultRow> rows =
        changed == null || current.revision() == 0
            ? emission.all()
            : emission.changed(changed, current.emittedGroups());
    long aggregated = 0;
    long filtered = 0;
    for (TimeSlice slice : slices.between(start, end)) {
      aggregated += slice.aggregatedLines;
      filtered += slice.filteredLines;
    }
    current.set(aggregated, filtered, emission.otherLines());
    current.setEmittedGroups(emission.emittedGroups());
    return closedWindow(end, rows);
  }

  /** The smallest key above which groups of the window have been folded; null if there is none. */
  private @Nullable GroupKeys threshold(long start, long end) {
    GroupKeys smallest = null;
    for (TimeSlice slice : slices.between(start, end)) {
      GroupKeys threshold = slice.groups.threshold();
      if (threshold != null && (smallest == null || smallest.compareKey(0, threshold, 0) > 0)) {
        smallest = threshold;
      }
    }
    return smallest;
  }

  private ClosedWindow closedWindow(long end, List<ResultRow> rows) {
    WindowBooks current = booksOf(end);
    current.nextRevision();
    return new ClosedWindow(aggregation, windows, end, current.copy(), rows);
  }

  private void moveTotals(long start, long end) {
    if (end < totalsEnd || start >= totalsEnd) {
      restartTotals();
    }
    while (!totals.isEmpty() && totals.oldestStart() < start) {
      totals.leave();
    }
    for (TimeSlice slice : slices.between(Math.max(start, totalsEnd), end)) {
      totals.enter(slice);
    }
    totalsEnd = end;
  }

  private void restartTotals() {
    totals = newTotals();
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
    slices.expire(expiredThrough);
    while (books.size() > MAX_BOOKS) {
      books.pollFirstEntry();
    }
    TimeSlice first = slices.first();
    nextExpiry = first == null ? Long.MAX_VALUE : firstUnexpiredEnd(first.firstEnd);
  }

  private long firstUnexpiredEnd(long firstEnd) {
    long through = Math.max(expiredThrough, ignoredThrough);
    return firstEnd > through ? firstEnd : windows.endAfter(through);
  }

  /** What is computed. */
  public Aggregation aggregation() {
    return aggregation;
  }

  /** Of what windows. */
  Windows windows() {
    return windows;
  }

  /** Number of slices of time that may still change. */
  public int slices() {
    return slices.size();
  }

  /** Number of groups in those slices, added up. */
  public long groups() {
    return slices.groups();
  }

  /**
   * About what all of it takes in memory, and the rows to come of the windows that are open. Costs
   * as much as there are slices and books.
   */
  public long bytesHeld() {
    long bytes = slices.bytesHeld() + totals.bytesHeld();
    for (TimeSlice slice :
        slices.from(closedThrough == Long.MIN_VALUE ? closedThrough : firstOpenStart())) {
      bytes += slice.groups.rowBytes();
    }
    for (WindowBooks window : books.values()) {
      bytes += window.bytesHeld();
    }
    return bytes;
  }

  /**
   * The horizon at which {@link #expire} would make the oldest slice that no open window needs
   * final; the largest long if there is none.
   */
  public long oldestClosedEnd() {
    TimeSlice first = slices.first();
    if (first == null) {
      return Long.MAX_VALUE;
    }
    long end = windows.lastCausedEnd(first.start);
    return end <= closedThrough ? end : Long.MAX_VALUE;
  }

  /**
   * Folds half of the groups of each slice, those with the largest key hashes. All closed windows
   * must have been made final.
   */
  public void halveGroups() {
    slices.halveGroups();
    restartTotals();
  }

  /** The end of the last window that was closed in order; the smallest long if none was. */
  public long closedThroughMillis() {
    return closedThrough;
  }

  /** Writes the state down; there must be no lines that were not flushed. */
  public void encode(ByteWriter out) {
    out.writeSigned(closedThrough).writeSigned(expiredThrough).writeSigned(ignoredThrough);
    slices.encode(out);
    dirty.encode(out);
    out.writeUnsigned(books.size());
    for (Map.Entry<Long, WindowBooks> entry : books.entrySet()) {
      out.writeSigned(entry.getKey());
      entry.getValue().encode(out);
    }
    out.writeUnsigned(endsWithNewLate.size());
    for (long end : endsWithNewLate) {
      out.writeSigned(end);
    }
  }

  /** Makes this, which must be new and of the same aggregation, what {@link #encode} wrote. */
  public void decode(ByteReader in) {
    closedThrough = in.readSigned();
    expiredThrough = in.readSigned();
    ignoredThrough = in.readSigned();
    slices.decode(in);
    dirty.decode(in);
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long end = in.readSigned();
      books.put(end, WindowBooks.decode(in));
    }
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      endsWithNewLate.add(in.readSigned());
    }
    expire(expiredThrough);
  }
}

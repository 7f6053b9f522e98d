package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import java.util.List;
import java.util.Map;

/**
 * The part of a {@link WindowedAggregation} by which windows leave: first those that late lines
 * have changed, by their ends, if their changes are not collected; then slices of closed windows
 * that grew too large are limited; then the windows that are new.
 */
final class WindowEmitter {
  private final Aggregation aggregation;
  private final Windows windows;
  private final WindowProgress progress;
  private final SliceLog slices;
  private final Ledger ledger;
  private final DirtyGroups dirty;
  private final CurrentWindow current;
  private final RevisedWindow revised;
  private final ColumnsSince since;

  WindowEmitter(WindowContents contents) {
    aggregation = contents.aggregation;
    windows = contents.windows;
    progress = contents.progress;
    slices = contents.slices;
    ledger = contents.ledger;
    dirty = contents.dirty;
    current = contents.current;
    revised = contents.revised;
    since = contents.since;
  }

  boolean isDue(long limit, boolean revise) {
    return (revise && isChangeDue(limit)) || isLimitDue() || nextUnclosedEnd() <= limit;
  }

  private boolean isChangeDue(long limit) {
    return dirty.nextEnd() <= Math.min(limit, progress.closedThrough());
  }

  private boolean isLimitDue() {
    return dirty.nextEnd() == Long.MAX_VALUE && slices.hasTooLarge();
  }

  @Nullable
  ClosedWindow closeNext(long limit, boolean revise) {
    if (revise && isChangeDue(limit)) {
      return reviseNext();
    }
    if (isLimitDue()) {
      slices.limitTooLarge();
      current.restart();
      revised.restart();
      return null;
    }
    long end = nextUnclosedEnd();
    progress.closeThrough(end);
    return emit(end, null);
  }

  private @Nullable ClosedWindow reviseNext() {
    long end = dirty.nextEnd();
    ClosedWindow window = isEverEmitted(end) ? emit(end, dirty.in(end)) : null;
    dirty.advance(nextChangedEnd(end), progress.closedThrough());
    if (dirty.nextEnd() == Long.MAX_VALUE) {
      revised.restart(); // mostly the next late line is of an older time, and it takes memory
    }
    return window;
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
    Long emitted = ledger.endAfter(end);
    return Math.min(emitted == null ? Long.MAX_VALUE : emitted, dirty.firstEndAfter(end));
  }

  /** The end of the earliest window after those that were closed that has lines; or the largest. */
  private long nextUnclosedEnd() {
    for (TimeSlice slice : slices.from(progress.firstOpenStart())) {
      long end = progress.firstUnclosedEnd(slice.start);
      if (end != Long.MAX_VALUE) {
        return end;
      }
    }
    return Long.MAX_VALUE;
  }

  private ClosedWindow emit(long end, @Nullable List<GroupKeys> changed) {
    WindowBooks books = ledger.of(end);
    WindowMerge merge = merge(end, changed == null ? null : books);
    WindowEmission emission = new WindowEmission(aggregation, merge, end - windows.shownStart(end));
    EmittedRows rows =
        changed == null || books.revision() == 0
            ? emission.all()
            : emission.changed(changed, books.emittedGroups());
    books.set(
        merge.aggregatedLines(),
        merge.filteredLines(),
        emission.otherLines(),
        emission.isCertain());
    books.setEmittedGroups(emission.emittedGroups());
    return closedWindow(end, rows);
  }

  /** The slices of a window, whose books are given if it was closed before. */
  private WindowMerge merge(long end, @Nullable WindowBooks closed) {
    long start = windows.start(end);
    TimeSlice only = windows.isTotal() ? null : slices.only(start, end);
    if (only != null) {
      return new OneSlice(only);
    }
    return closed == null ? current.moveTo(start, end) : revised.moveTo(start, end, closed);
  }

  ClosedWindow lateBooksNext() {
    long end = ledger.nextWithNewLate();
    ClosedWindow window = closedWindow(end, EmittedRows.none(aggregation));
    ledger.emittedNewLate(end);
    return window;
  }

  private ClosedWindow closedWindow(long end, EmittedRows rows) {
    WindowBooks books = ledger.of(end);
    books.nextRevision();
    return window(end, books.copy(), rows, since.from(windows.start(end)));
  }

  /** The window that {@link ClosedWindow#encode} wrote. */
  ClosedWindow decode(ByteReader in) {
    long end = in.readSigned();
    WindowBooks books = WindowBooks.decode(in);
    EmittedRows rows = EmittedRows.decode(in, aggregation);
    return window(end, books, rows, ColumnsSince.decodeMap(in));
  }

  private ClosedWindow window(
      long end, WindowBooks books, EmittedRows rows, Map<String, Long> lacking) {
    return new ClosedWindow(
        aggregation, windows.shownStart(end), windows.timestamp(end), end, books, rows, lacking);
  }
}

package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The windows of one aggregation: {@link StagedLines} go in, closed windows come out.
 *
 * <p>The caller drives time. A window is emitted once by {@link #closeNext} when the watermark has
 * passed its end. A line that comes after that changes it, and it is emitted again with the next
 * revision and only the changed groups. {@link #expire} ends that: later lines are booked as late.
 * What is named after a question ({@link #isDue}, {@link #mustExpire}, {@link #hasLateBooks})
 * changes nothing; the caller logs the calls of the others, so that they can be made again.
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
  /** How many windows' books are kept, see {@link Ledger}. */
  private static final int MAX_BOOKS = 100_000;

  private final Aggregation aggregation;
  private final Windows windows;
  private final WindowProgress progress;
  private final SliceLog slices;
  private final Ledger ledger = new Ledger(MAX_BOOKS);
  private final DirtyGroups dirty;
  private final CurrentWindow current;

  /** Columns that were added while lines had been counted, and the newest time then. */
  private final Map<String, Long> since = new TreeMap<>();

  private @Nullable LinesListener listener;
  private long nextExpiry = Long.MAX_VALUE;

  /** For the lines of {@code aggregation}, by {@code windows}. */
  public WindowedAggregation(Aggregation aggregation, Windows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.progress = new WindowProgress(windows);
    this.slices = new SliceLog(aggregation, windows);
    this.dirty = new DirtyGroups(windows);
    this.current = new CurrentWindow(aggregation.aggregates(), windows.isTotal(), slices);
  }

  /**
   * Only windows that begin at or after this time are made: for an aggregation that is added while
   * others run, and has seen only some of the lines of the windows in progress.
   */
  public void openFrom(long timeMillis) {
    progress.openFrom(timeMillis);
  }

  /**
   * Makes this, which must be new, what the same windows of the same lines were under another list
   * of columns: what both compute goes on.
   *
   * @param newestMillis the newest time of all lines so far; the smallest long if there were none
   * @return the names of the columns that count from here on only
   */
  public List<String> carry(WindowedAggregation before, long newestMillis) {
    CarriedStates carried = aggregation.aggregates().carriedFrom(before.aggregation.aggregates());
    List<String> newColumns = carried.newColumns();
    slices.carry(before.slices, carried);
    ByteWriter rest = new ByteWriter();
    before.encodeProgress(rest);
    decodeProgress(new ByteReader(rest.toBytes()));
    for (Column column : aggregation.aggregates().columns()) {
      @Nullable Long earlier = before.since.get(column.name());
      if (newColumns.contains(column.name())) {
        since.put(column.name(), newestMillis);
      } else if (earlier != null) {
        since.put(column.name(), earlier);
      }
    }
    since.values().removeIf(millis -> millis == Long.MIN_VALUE);
    return newColumns;
  }

  /** Notes that lines of a slice are staged, so that they are merged before they expire. */
  void expect(long timeMillis) {
    long start = windows.sliceStart(timeMillis);
    if (!progress.isPast(start)) {
      nextExpiry = Math.min(nextExpiry, progress.firstChangeableEnd(start));
    }
  }

  /** {@code listener} is to be told of all lines that come into windows from now on. */
  public void tell(LinesListener newListener) {
    listener = newListener;
  }

  /** Brings lines into their windows: a slice of a batch, which lies in one slice of these. */
  void merge(TimeSlice part) {
    long start = windows.sliceStart(part.start);
    bookLate(start, part.aggregatedLines + part.filteredLines);
    if (progress.isPast(start)) {
      return;
    }
    if (listener != null && part.aggregatedLines > 0) {
      listener.aggregated(() -> part.groups.keys().values(aggregation.groupBy().size()));
    }
    TimeSlice found = slices.find(start);
    TimeSlice slice = found == null ? slices.create(start) : found;
    long changedEnd = progress.firstChangeableEnd(slice.start);
    nextExpiry = Math.min(nextExpiry, changedEnd);
    slice.merge(part);
    if (changedEnd <= progress.closedThrough()) {
      dirty.addSlice(slice.start, changedEnd);
      dirty.addGroups(slice.start, part.groups.keys());
    }
    slices.limit(slice, slice.firstEnd <= progress.closedThrough());
    current.changed(slice.start);
  }

  private void bookLate(long sliceStart, long lines) {
    long lastEnd = Math.min(windows.lastCausedEnd(sliceStart), progress.expiredThrough());
    boolean booked = true;
    for (long end = windows.firstEnd(sliceStart); end <= lastEnd; end = windows.endAfter(end)) {
      booked &= progress.isIgnored(end) || ledger.addLate(end, lines);
    }
    if (!booked) {
      ledger.addUnbooked(lines);
    }
  }

  /** Whether {@link #closeNext} has anything to do. */
  public boolean isDue(long limit) {
    return isChangeDue(limit) || isLimitDue() || nextUnclosedEnd() <= limit;
  }

  private boolean isChangeDue(long limit) {
    return dirty.nextEnd() <= Math.min(limit, progress.closedThrough());
  }

  private boolean isLimitDue() {
    return dirty.nextEnd() == Long.MAX_VALUE && slices.hasTooLarge();
  }

  /**
   * Takes one step towards the emission of all windows that end at or before {@code limit} and are
   * new or have changed since their last emission; something must be {@link #isDue due}. Windows
   * without any line are never emitted.
   *
   * @return the window that was emitted; null if the step made none
   */
  public @Nullable ClosedWindow closeNext(long limit) {
    if (isChangeDue(limit)) {
      long changedEnd = dirty.nextEnd();
      List<GroupKeys> changed = dirty.in(changedEnd);
      dirty.advance(nextChangedEnd(changedEnd), progress.closedThrough());
      return isEverEmitted(changedEnd) ? emit(changedEnd, changed) : null;
    }
    if (isLimitDue()) {
      slices.limitTooLarge();
      current.restart();
      return null;
    }
    long end = nextUnclosedEnd();
    progress.closeThrough(end);
    return emit(end, null);
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
    long start = windows.start(end);
    SlidingTotals totals = current.moveTo(start, end);
    WindowBooks books = ledger.of(end);
    WindowEmission emission =
        new WindowEmission(
            aggregation, totals, end - windows.shownStart(end), threshold(start, end));
    EmittedRows rows =
        changed == null || books.revision() == 0
            ? emission.all()
            : emission.changed(changed, books.emittedGroups());
    long aggregated = 0;
    long filtered = 0;
    for (TimeSlice slice : slices.between(start, end)) {
      aggregated += slice.aggregatedLines;
      filtered += slice.filteredLines;
    }
    books.set(aggregated, filtered, emission.otherLines(), emission.isCertain());
    books.setEmittedGroups(emission.emittedGroups());
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

  private ClosedWindow closedWindow(long end, EmittedRows rows) {
    WindowBooks books = ledger.of(end);
    books.nextRevision();
    return new ClosedWindow(aggregation, windows, end, books.copy(), rows, since(end));
  }

  /** The columns that lack lines of a window, and up to which time. */
  private Map<String, Long> since(long end) {
    Map<String, Long> lacking = new TreeMap<>(since);
    lacking.values().removeIf(millis -> windows.start(end) > millis);
    return lacking;
  }

  /** Whether {@link #lateBooksNext} has anything to emit. */
  public boolean hasLateBooks() {
    return ledger.hasNewLate();
  }

  /**
   * Emits the books of the next window that got late lines since it was last emitted; there must be
   * {@link #hasLateBooks one}. Call it when a batch is done, so that a window's books appear once a
   * batch.
   */
  public ClosedWindow lateBooksNext() {
    ClosedWindow window = closedWindow(ledger.nextWithNewLate(), EmittedRows.none(aggregation));
    ledger.emittedNewLate();
    return window;
  }

  /** How many lines came so late that the books of a window of theirs had been forgotten. */
  public long unbookedLines() {
    return ledger.unbookedLines();
  }

  /** The earliest end of a window that holds lines and has not expired; or the largest long. */
  public long nextExpiry() {
    return nextExpiry;
  }

  /**
   * Whether a line at this time is to be judged by {@link #expire}, that is, whether the horizon
   * has passed a window of it that has not been made final, since it held no line.
   */
  public boolean mustExpire(long timeMillis, long horizon) {
    long start = windows.sliceStart(timeMillis);
    long end = progress.firstChangeableEnd(start);
    return end <= Math.min(horizon, windows.lastCausedEnd(start));
  }

  /**
   * Declares all windows that end at or before {@code horizon} final: their values are forgotten,
   * and lines that come for them are booked as late. They must have been closed before.
   */
  public void expire(long horizon) {
    progress.expireThrough(horizon);
    long expiredThrough = progress.expiredThrough();
    current.folded(slices.expire(expiredThrough));
    if (!windows.isTotal()) {
      since.values().removeIf(m -> windows.lastEnd(windows.sliceStart(m)) <= expiredThrough);
    }
    ledger.settle(expiredThrough);
    if (dirty.nextEnd() <= expiredThrough) {
      dirty.advance(windows.endAfter(expiredThrough), progress.closedThrough());
    }
    findNextExpiry();
  }

  private void findNextExpiry() {
    TimeSlice first = slices.first();
    nextExpiry = first == null ? Long.MAX_VALUE : progress.firstChangeableEnd(first.start);
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
    long bytes = slices.bytesHeld() + current.bytesHeld();
    for (TimeSlice slice : slices.from(progress.firstOpenStart())) {
      bytes += slice.groups.rowBytes();
    }
    return bytes + ledger.bytesHeld() + dirty.bytesHeld();
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
    return end <= progress.closedThrough() ? end : Long.MAX_VALUE;
  }

  /**
   * Folds half of the groups of each slice, those with the largest key hashes. All closed windows
   * must have been made final.
   */
  public void halveGroups() {
    slices.halveGroups();
    current.restart();
  }

  /** The end of the last window that was closed in order; the smallest long if none was. */
  public long closedThroughMillis() {
    return progress.closedThrough();
  }

  /** Writes the state down; there must be no lines that were not flushed. */
  public void encode(ByteWriter out) {
    slices.encode(out);
    encodeProgress(out);
    out.writeUnsigned(since.size());
    since.forEach((column, millis) -> out.writeString(column).writeSigned(millis));
  }

  private void encodeProgress(ByteWriter out) {
    progress.encode(out);
    dirty.encode(out);
    ledger.encode(out);
  }

  /** The window of these that {@link ClosedWindow#encode} wrote. */
  public ClosedWindow decodeClosed(ByteReader in) {
    long end = in.readSigned();
    WindowBooks books = WindowBooks.decode(in);
    EmittedRows rows = EmittedRows.decode(in, aggregation);
    return new ClosedWindow(aggregation, windows, end, books, rows, decodeSince(in));
  }

  private static Map<String, Long> decodeSince(ByteReader in) {
    Map<String, Long> since = new TreeMap<>();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String column = in.readString();
      since.put(column, in.readSigned());
    }
    return since;
  }

  /** Makes this, which must be new and of the same aggregation, what {@link #encode} wrote. */
  public void decode(ByteReader in) {
    slices.decode(in);
    decodeProgress(in);
    since.putAll(decodeSince(in));
  }

  private void decodeProgress(ByteReader in) {
    progress.decode(in);
    dirty.decode(in);
    ledger.decode(in);
    findNextExpiry();
  }
}

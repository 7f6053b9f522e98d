package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;

/**
 * The operator of windows that are made of slices of time, the same for all groups: {@link
 * Windows}.
 *
 * <p>A line is in exactly one slice, or in none if all its windows have expired. A window that is
 * closed is made of its slices; so it can be made again when one of them has got a line.
 *
 * <p>Memory: the groups of each slice not older than the allowed lateness, and those of the current
 * window. A line costs the merge of its group, once for each batch and slice.
 */
final class WindowedAggregation implements WindowOperator {
  private final WindowContents contents;
  private final Aggregation aggregation;
  private final Windows windows;
  private final WindowProgress progress;
  private final SliceLog slices;
  private final Ledger ledger;
  private final DirtyGroups dirty;
  private final CurrentWindow current;
  private final RevisedWindow revised;
  private final WindowEmitter emitter;

  private @Nullable LinesListener listener;
  private long nextExpiry = Long.MAX_VALUE;

  WindowedAggregation(Aggregation aggregation, Windows windows) {
    this.contents = new WindowContents(aggregation, windows);
    this.aggregation = aggregation;
    this.windows = windows;
    this.progress = contents.progress;
    this.slices = contents.slices;
    this.ledger = contents.ledger;
    this.dirty = contents.dirty;
    this.current = contents.current;
    this.revised = contents.revised;
    this.emitter = new WindowEmitter(contents);
  }

  @Override
  public Aggregation aggregation() {
    return aggregation;
  }

  /** Of what windows. */
  Windows windows() {
    return windows;
  }

  @Override
  public StagedLines newStagedLines() {
    return new StagedSlices(this);
  }

  @Override
  public void tell(LinesListener newListener) {
    listener = newListener;
  }

  @Override
  public void openFrom(long timeMillis) {
    progress.openFrom(timeMillis);
  }

  @Override
  public List<String> carry(WindowOperator before, long newestMillis) {
    WindowContents old = ((WindowedAggregation) before).contents;
    CarriedStates carried = aggregation.aggregates().carriedFrom(old.aggregation.aggregates());
    List<String> newColumns = carried.newColumns();
    slices.carry(old.slices, carried);
    ByteWriter rest = new ByteWriter();
    old.encodeProgress(rest);
    contents.decodeProgress(new ByteReader(rest.toBytes()));
    contents.since.carry(old.since, aggregation.aggregates().columns(), newColumns, newestMillis);
    findNextExpiry();
    return newColumns;
  }

  /** Notes that lines of a slice are staged, so that they are merged before they expire. */
  void expect(long timeMillis) {
    long start = windows.sliceStart(timeMillis);
    if (!progress.isPast(start)) {
      nextExpiry = Math.min(nextExpiry, progress.firstChangeableEnd(start));
    }
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
      dirty.add(slice.start, part.groups.keys(), changedEnd, progress.closedThrough());
    }
    slices.limit(slice, slice.firstEnd <= progress.closedThrough());
    current.changed(slice.start);
    revised.restart();
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

  @Override
  public boolean isDue(long limit, boolean revise) {
    return emitter.isDue(limit, revise);
  }

  @Override
  public @Nullable ClosedWindow closeNext(long limit, boolean revise) {
    return emitter.closeNext(limit, revise);
  }

  @Override
  public boolean hasRevisions() {
    return dirty.nextEnd() != Long.MAX_VALUE;
  }

  @Override
  public boolean hasLateBooks() {
    return ledger.hasNewLate();
  }

  @Override
  public ClosedWindow lateBooksNext() {
    return emitter.lateBooksNext();
  }

  @Override
  public long unbookedLines() {
    return ledger.unbookedLines();
  }

  @Override
  public long nextExpiry() {
    return nextExpiry;
  }

  @Override
  public boolean mustExpire(long timeMillis, long horizon) {
    long start = windows.sliceStart(timeMillis);
    long end = progress.firstChangeableEnd(start);
    return end <= Math.min(horizon, windows.lastCausedEnd(start));
  }

  @Override
  public void expire(long horizon) {
    progress.expireThrough(horizon);
    long expiredThrough = progress.expiredThrough();
    long newest = slices.expire(expiredThrough);
    current.folded(newest);
    revised.folded(newest);
    if (!windows.isTotal()) {
      contents.since.expire(millis -> windows.lastEnd(windows.sliceStart(millis)), expiredThrough);
    }
    ledger.makeFinal(expiredThrough);
    if (dirty.nextEnd() <= expiredThrough) {
      dirty.advance(windows.endAfter(expiredThrough), progress.closedThrough());
    }
    findNextExpiry();
  }

  private void findNextExpiry() {
    TimeSlice first = slices.first();
    nextExpiry = first == null ? Long.MAX_VALUE : progress.firstChangeableEnd(first.start);
  }

  @Override
  public long oldestClosedEnd() {
    TimeSlice first = slices.first();
    if (first == null) {
      return Long.MAX_VALUE;
    }
    long end = windows.lastCausedEnd(first.start);
    return end <= progress.closedThrough() ? end : Long.MAX_VALUE;
  }

  @Override
  public void halveGroups() {
    slices.halveGroups();
    current.restart();
    revised.restart();
  }

  @Override
  public long closedThroughMillis() {
    return progress.closedThrough();
  }

  @Override
  public int slices() {
    return slices.size();
  }

  @Override
  public long groups() {
    return slices.groups();
  }

  @Override
  public long bytesHeld() {
    return contents.bytesHeld();
  }

  @Override
  public void encode(ByteWriter out) {
    contents.encode(out);
  }

  @Override
  public void decode(ByteReader in) {
    contents.decode(in);
    findNextExpiry();
  }

  @Override
  public void encodeClosed(ClosedWindow window, int firstRow, ByteWriter out) {
    window.encode(firstRow, out);
  }

  @Override
  public ClosedWindow decodeClosed(ByteReader in) {
    return emitter.decode(in);
  }
}

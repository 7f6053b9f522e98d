package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;
import java.util.Map;

/**
 * The operator of {@link SessionWindows}.
 *
 * <p>Idea: lines are only ever merged, into parts of sessions ({@link SessionParts}); a session is
 * what its parts are when it is looked at. What has been emitted is remembered with the parts, and
 * when they are another session, it is retracted.
 *
 * <p>Invariants, beside those of each operator:
 *
 * <ol>
 *   <li>a line is late if the session that it would be alone is final: its time + gap is at or
 *       before the horizon. A line in time never comes to a session that is final: it begins
 *       another, which may overlap it;
 *   <li>the horizon counts in steps of the gap. Otherwise there would be sessions to make final
 *       with each millisecond of the lines' time;
 *   <li>a row that was emitted is in the list of one part until it is retracted, and each later row
 *       of its lines has a higher revision.
 * </ol>
 *
 * <p>Cost: a line costs a look-up in the groups of its batch; each session of a batch one in all
 * groups. Memory: an object for each session of the allowed lateness, its states and its group.
 */
final class SessionOperator implements WindowOperator {
  private final Aggregation aggregation;
  private final SessionWindows windows;
  private final SessionBooks books;
  private final SessionLog log;
  private final ColumnsSince since = new ColumnsSince();
  private final SessionEmitter emitter;

  private long closedThrough = Long.MIN_VALUE;

  /** The horizon, in steps of the gap. */
  private long finalThrough = Long.MIN_VALUE;

  /** Sessions that begin before this have lines that did not come here. */
  private long openFrom = Long.MIN_VALUE;

  /** When the first session of the lines that are staged may be final. */
  private long stagedFinalAt = Long.MAX_VALUE;

  private @Nullable LinesListener listener;

  SessionOperator(Aggregation aggregation, SessionWindows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.books = new SessionBooks(windows);
    this.log = new SessionLog(aggregation, windows, books);
    this.emitter = new SessionEmitter(aggregation, windows, log, books, since);
  }

  @Override
  public Aggregation aggregation() {
    return aggregation;
  }

  SessionWindows windows() {
    return windows;
  }

  @Override
  public StagedLines newStagedLines() {
    return new StagedSessions(this);
  }

  /** Room for the lines of a batch. */
  SessionParts newParts() {
    return new SessionParts(aggregation, windows);
  }

  @Override
  public void tell(LinesListener newListener) {
    listener = newListener;
  }

  @Override
  public void openFrom(long timeMillis) {
    openFrom = timeMillis == Long.MIN_VALUE ? timeMillis : timeMillis + windows.gapMillis();
    books.openFrom(timeMillis);
  }

  @Override
  public List<String> carry(WindowOperator before, long newestMillis) {
    SessionOperator old = (SessionOperator) before;
    CarriedStates carried = aggregation.aggregates().carriedFrom(old.aggregation.aggregates());
    List<String> newColumns = carried.newColumns();
    log.parts.carry(old.log.parts, carried);
    log.placeAll();
    ByteWriter progress = new ByteWriter();
    old.encodeProgress(progress);
    decodeProgress(new ByteReader(progress.toBytes()));
    since.carry(old.since, aggregation.aggregates().columns(), newColumns, newestMillis);
    return newColumns;
  }

  /** Whether nothing comes of a line at this time any more, except that it is booked. */
  boolean isLate(long timeMillis) {
    return timeMillis + windows.gapMillis() <= finalThrough;
  }

  /** Notes that a line is staged; whether {@link #nextExpiry} may be another now. */
  boolean expect(long timeMillis) {
    long finalAt = timeMillis + windows.gapMillis();
    if (finalAt >= stagedFinalAt) {
      return false;
    }
    stagedFinalAt = finalAt;
    return true;
  }

  /** Brings the lines of a batch into their sessions. */
  void merge(SessionParts batch, Map<Long, StagedSessions.Counts> counts) {
    stagedFinalAt = Long.MAX_VALUE;
    counts.forEach(
        (start, of) -> {
          books.add(start, of.aggregated, of.filtered);
          books.addLate(start, of.late);
        });
    if (listener != null && batch.size() > 0) {
      int fields = aggregation.groupBy().size();
      listener.aggregated(
          () -> batch.all().stream().map(part -> part.group.values(fields)).iterator());
    }
    log.merge(batch);
  }

  @Override
  public boolean isDue(long limit, boolean revise) {
    return Math.min(log.dueAt(), books.dueAt()) <= limit;
  }

  @Override
  public @Nullable ClosedWindow closeNext(long limit, boolean revise) {
    long dueAt = log.dueAt();
    Session session = log.firstDue();
    if (session == null || dueAt > limit) {
      books.open();
      return null; // they leave with those that late lines have changed
    }
    closedThrough = Math.max(closedThrough, dueAt);
    return emitter.next(session, openFrom);
  }

  @Override
  public boolean hasRevisions() {
    return false; // what is retracted stands in the same queue as what is new
  }

  @Override
  public boolean hasLateBooks() {
    return books.haveChanged();
  }

  @Override
  public ClosedWindow lateBooksNext() {
    return emitter.booksOf(books.nextChanged());
  }

  @Override
  public long unbookedLines() {
    return books.unbookedLines();
  }

  @Override
  public long nextExpiry() {
    return roundUp(Math.min(stagedFinalAt, log.finalAt()));
  }

  private long roundUp(long end) {
    return end == Long.MAX_VALUE ? end : windows.roundUp(end);
  }

  @Override
  public boolean mustExpire(long timeMillis, long horizon) {
    return !isLate(timeMillis) && timeMillis + windows.gapMillis() <= windows.roundDown(horizon);
  }

  @Override
  public void expire(long horizon) {
    finalThrough = Math.max(finalThrough, windows.roundDown(horizon));
    if (finalThrough == Long.MIN_VALUE) {
      return;
    }
    // No line in time is before this.
    long firstOpen = finalThrough - windows.gapMillis();
    log.expire(finalThrough, windows.stretchStart(firstOpen));
    since.expire(millis -> windows.stretchStart(millis) + windows.maxMillis(), firstOpen);
    books.makeFinal(firstOpen);
  }

  @Override
  public long closedThroughMillis() {
    return closedThrough;
  }

  @Override
  public long oldestClosedEnd() {
    long end = roundUp(log.finalAt());
    return end <= closedThrough ? end : Long.MAX_VALUE;
  }

  @Override
  public void halveGroups() {
    log.halveGroups();
  }

  @Override
  public int slices() {
    return log.parts.size();
  }

  @Override
  public long groups() {
    return log.ofGroups();
  }

  @Override
  public long bytesHeld() {
    return log.parts.bytesHeld() + books.bytesHeld();
  }

  @Override
  public void encode(ByteWriter out) {
    log.parts.encode(out);
    encodeProgress(out);
    since.encode(out);
  }

  private void encodeProgress(ByteWriter out) {
    out.writeSigned(closedThrough).writeSigned(finalThrough).writeSigned(openFrom);
    books.encode(out);
  }

  @Override
  public void decode(ByteReader in) {
    log.parts.decode(in);
    log.placeAll();
    decodeProgress(in);
    since.decode(in);
  }

  private void decodeProgress(ByteReader in) {
    closedThrough = in.readSigned();
    finalThrough = in.readSigned();
    openFrom = in.readSigned();
    books.decode(in);
  }

  @Override
  public void encodeClosed(ClosedWindow window, int firstRow, ByteWriter out) {
    emitter.encode(window, firstRow, out);
  }

  @Override
  public ClosedWindow decodeClosed(ByteReader in) {
    return emitter.decode(in);
  }
}

package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/**
 * The books of an aggregation by sessions. A line that is late, or that {@code where} keeps out, is
 * in no session; so there are books of windows of their own, between two multiples of the maximal
 * length, which hold all lines of that time.
 */
final class SessionBooks {
  /** How many windows' books are kept, see {@link Ledger}. */
  private static final int MAX_BOOKS = 100_000;

  private final SessionWindows windows;
  private final Ledger ledger = new Ledger(MAX_BOOKS);

  /** Books that end at or before this may leave. */
  private long closedThrough = Long.MIN_VALUE;

  /** There are no books that begin before this. */
  private long openFrom = Long.MIN_VALUE;

  SessionBooks(SessionWindows windows) {
    this.windows = windows;
  }

  void openFrom(long timeMillis) {
    openFrom = timeMillis;
  }

  private boolean isKept(long start) {
    return start >= openFrom;
  }

  private long end(long start) {
    return start + windows.maxMillis();
  }

  /** Books lines of the time from {@code start} on that came in time. */
  void add(long start, long aggregated, long filtered) {
    if (isKept(start) && aggregated + filtered > 0) {
      WindowBooks of = ledger.of(end(start));
      of.set(of.aggregated() + aggregated, of.filtered() + filtered, of.other(), true);
      changed(end(start));
    }
  }

  /** Books that aggregated lines are of the groups that were too many. */
  void addOther(long start, long lines) {
    if (isKept(start)) {
      WindowBooks of = ledger.of(end(start));
      of.set(of.aggregated(), of.filtered(), of.other() + lines, true);
      changed(end(start));
    }
  }

  private void changed(long end) {
    ledger.addLate(end, 0);
  }

  /** Books lines of the time from {@code start} on that came too late. */
  void addLate(long start, long lines) {
    if (isKept(start) && lines > 0 && !ledger.addLate(end(start), lines)) {
      ledger.addUnbooked(lines);
    }
  }

  long unbookedLines() {
    return ledger.unbookedLines();
  }

  /** When the next books may leave for the first time; the largest long if there are none. */
  long dueAt() {
    Long end = ledger.endAfter(closedThrough);
    return end == null ? Long.MAX_VALUE : end;
  }

  /** Lets the books of {@link #dueAt} leave. */
  void open() {
    closedThrough = dueAt();
  }

  /** Whether books have changed since they last left. */
  boolean haveChanged() {
    return ledger.hasNewLate() && ledger.nextWithNewLate() <= closedThrough;
  }

  /** Takes the end of the first books that {@link #haveChanged}. */
  long nextChanged() {
    long end = ledger.nextWithNewLate();
    ledger.emittedNewLate(end);
    return end;
  }

  /** The books that end there, with the next revision, to leave. */
  WindowBooks emit(long end) {
    WindowBooks of = ledger.of(end);
    of.nextRevision();
    return of.copy();
  }

  /** Notes that only late lines come for what ends at or before {@code horizon}. */
  void makeFinal(long horizon) {
    ledger.makeFinal(horizon);
  }

  long bytesHeld() {
    return ledger.bytesHeld();
  }

  void encode(ByteWriter out) {
    out.writeSigned(closedThrough).writeSigned(openFrom);
    ledger.encode(out);
  }

  void decode(ByteReader in) {
    closedThrough = in.readSigned();
    openFrom = in.readSigned();
    ledger.decode(in);
  }
}

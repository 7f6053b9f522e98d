package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collections;

/**
 * The part of a {@link SessionOperator} by which sessions leave. One that late lines have joined to
 * others, or made longer, leaves in several steps: a retraction of each row that its lines were in
 * under another name, then its own row.
 */
final class SessionEmitter {
  private final Aggregation aggregation;
  private final SessionWindows windows;
  private final SessionLog log;
  private final SessionBooks books;
  private final ColumnsSince since;

  SessionEmitter(
      Aggregation aggregation,
      SessionWindows windows,
      SessionLog log,
      SessionBooks books,
      ColumnsSince since) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.log = log;
    this.books = books;
    this.since = since;
  }

  /**
   * Takes a step towards the emission of a session.
   *
   * @param openFrom a session that begins before has lines that are not known, and no row
   * @return null if there is nothing to say of it
   */
  @Nullable
  ClosedWindow next(Session session, long openFrom) {
    for (SessionName name : session.shown()) {
      if (!name.isOf(session)) {
        session.takeBack(name);
        return retracted(name);
      }
    }
    SessionRow row = row(session);
    boolean wanted = session.start() >= openFrom && row.isWanted();
    if (!wanted && !session.shown().isEmpty()) {
      SessionName name = session.shown().get(0);
      session.takeBack(name);
      return retracted(name);
    }
    session.shown().forEach(session::hide);
    int revision = session.nextRevision();
    session.say(revision);
    if (!wanted) {
      return null;
    }
    SessionName name =
        new SessionName(session.first.group.name, session.start(), session.end(), revision);
    session.first.show(name);
    return window(name.start, name.end, revision, row);
  }

  private SessionRow row(Session session) {
    return SessionRow.of(
        aggregation,
        session.first.group.name,
        log.parts.encodedStates(session),
        session.end() - session.start());
  }

  private ClosedWindow retracted(SessionName name) {
    SessionRow row = SessionRow.retracted(aggregation, name.group);
    return window(name.start, name.end, name.revision + 1, row);
  }

  private ClosedWindow window(long start, long end, int revision, SessionRow row) {
    return new ClosedWindow(
        aggregation,
        start,
        start,
        end,
        WindowBooks.ofRevision(revision),
        row,
        Collections.emptyMap());
  }

  /** The books that end there. */
  ClosedWindow booksOf(long end) {
    long start = end - windows.maxMillis();
    return new ClosedWindow(
        aggregation,
        start,
        start,
        end,
        books.emit(end),
        EmittedRows.none(aggregation),
        since.from(start));
  }

  /** Writes a session or books down. */
  void encode(ClosedWindow window, int firstRow, ByteWriter out) {
    out.writeSigned(window.startMillis()).writeByte(window.hasBooks() ? 1 : 0);
    window.encode(firstRow, out);
  }

  /** The window that {@link #encode} wrote. */
  ClosedWindow decode(ByteReader in) {
    long start = in.readSigned();
    boolean hasBooks = in.readByte() != 0;
    long end = in.readSigned();
    WindowBooks read = WindowBooks.decode(in);
    WindowRows rows =
        hasBooks ? EmittedRows.decode(in, aggregation) : SessionRow.decode(in, aggregation);
    return new ClosedWindow(aggregation, start, start, end, read, rows, ColumnsSince.decodeMap(in));
  }
}

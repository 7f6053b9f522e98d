package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.alert.Alerts;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowWriter;
import io.github.flumeaggregation.window.row.SinkBooks;
import java.util.List;

/**
 * The part of the {@link WindowEngine} by which windows become results: closes them, makes them
 * final, and emits the books. Each is an operation, written to the record and then done.
 */
final class WindowCloser {
  // Codes of the operations; they are written to disk.
  private static final int CLOSE = 2;
  private static final int LATE_BOOKS = 3;
  private static final int EXPIRE = 4;
  private static final int SINK_BOOKS = 5;
  private static final int HALVE = 11;
  private static final int PAGE = 13;

  private final List<WindowOperator> aggregations;
  private final Alerts alerts;
  private final AlertOperations alertOperations;
  private final RowWriter writer;
  private final ByteWriter record;
  private final ResultQueue results;
  private final LatestWindows latest;
  private final Revisions revisions;

  /** How many results are to be taken. */
  private int page = Integer.MAX_VALUE;

  private boolean someWereLeft;
  private boolean someAreNew;
  private long slicesFinalEarly;
  private long groupsFoldedEarly;

  /** For the windows of {@code aggregations}; {@code record} gets the operations. */
  WindowCloser(
      List<WindowOperator> aggregations,
      AlertOperations alertOperations,
      RowWriter writer,
      ByteWriter record,
      LatestWindows latest,
      Revisions revisions) {
    this.aggregations = aggregations;
    this.alerts = alertOperations.alerts();
    this.alertOperations = alertOperations;
    this.writer = writer;
    this.results = new ResultQueue(writer);
    this.record = record;
    this.latest = latest;
    this.revisions = revisions;
  }

  /**
   * Closes all windows that end at or before {@code watermark}, as far as there is room.
   *
   * @param revise whether changes that have been collected are emitted too
   */
  void closeAll(long watermark, int room, boolean revise) {
    for (int i = 0; i < aggregations.size(); i++) {
      close(i, watermark, room, revise || revisions.areMadeAtOnce(aggregations.get(i)));
      emitLateBooks(i, room);
    }
  }

  /** Whether {@link #makeFinal} has anything to do before a line at this time is judged. */
  boolean mustMakeFinal(long timeMillis, long horizon) {
    for (int i = 0; i < aggregations.size(); i++) {
      if (mustMakeFinal(i, timeMillis, horizon)) {
        return true;
      }
    }
    return false;
  }

  private boolean mustMakeFinal(int index, long timeMillis, long horizon) {
    WindowOperator aggregation = aggregations.get(index);
    return aggregation.nextExpiry() <= horizon || aggregation.mustExpire(timeMillis, horizon);
  }

  /**
   * Makes the windows final that end at or before {@code horizon}, of each aggregation that has
   * such windows with lines, or would count a line at this time in one.
   */
  void makeFinal(long timeMillis, long horizon) {
    for (int i = 0; i < aggregations.size(); i++) {
      if (mustMakeFinal(i, timeMillis, horizon)) {
        makeFinal(i, horizon);
      }
    }
  }

  private void makeFinal(int index, long horizon) {
    close(index, horizon, Integer.MAX_VALUE, true);
    record.writeByte(EXPIRE).writeUnsigned(index).writeSigned(horizon);
    expire(index, horizon);
  }

  /**
   * Brings what is held down to {@code maxBytes}: makes the oldest closed windows final before
   * their time; if there is none left, folds half of the groups of the largest aggregation; and so
   * on.
   */
  void shed(long maxBytes) {
    while (bytesHeld() > maxBytes && (makeOldestFinal() || halveLargest())) {
      // Each step leaves fewer slices or groups.
    }
  }

  /** About what all aggregations take in memory, and the results that have not been taken. */
  long bytesHeld() {
    long bytes = results.bytesHeld();
    for (WindowOperator aggregation : aggregations) {
      bytes += aggregation.bytesHeld();
    }
    return bytes;
  }

  private boolean makeOldestFinal() {
    long oldest = Long.MAX_VALUE;
    int index = -1;
    for (int i = 0; i < aggregations.size(); i++) {
      long end = aggregations.get(i).oldestClosedEnd();
      if (end < oldest) {
        oldest = end;
        index = i;
      }
    }
    if (index >= 0) {
      makeFinal(index, oldest);
      slicesFinalEarly++;
    }
    return index >= 0;
  }

  private boolean halveLargest() {
    int largest = 0;
    for (int i = 1; i < aggregations.size(); i++) {
      if (aggregations.get(i).bytesHeld() > aggregations.get(largest).bytesHeld()) {
        largest = i;
      }
    }
    WindowOperator aggregation = aggregations.get(largest);
    long groups = aggregation.groups();
    if (aggregation.closedThroughMillis() > Long.MIN_VALUE) {
      makeFinal(largest, aggregation.closedThroughMillis());
    }
    record.writeByte(HALVE).writeUnsigned(largest);
    aggregation.halveGroups();
    long folded = groups - aggregation.groups();
    groupsFoldedEarly += folded;
    return folded > 0;
  }

  /** Since the start: slices of windows that memory made final, and groups that it folded. */
  long slicesFinalEarly() {
    return slicesFinalEarly;
  }

  long groupsFoldedEarly() {
    return groupsFoldedEarly;
  }

  private void expire(int index, long horizon) {
    aggregations.get(index).expire(horizon);
    alerts.makeFinal(aggregations.get(index).aggregation(), horizon);
  }

  private void close(int index, long limit, int room, boolean revise) {
    WindowOperator aggregation = aggregations.get(index);
    int steps = 0;
    while (results.size() < room && aggregation.isDue(limit, revise)) {
      closeNext(index, limit, revise);
      steps++;
    }
    if (steps > 0) {
      alertOperations.logClock();
      record.writeByte(CLOSE).writeUnsigned(index).writeSigned(limit);
      record.writeByte(revise ? 1 : 0).writeUnsigned(steps);
      closedSome(index, limit, revise);
    }
  }

  private void closedSome(int index, long limit, boolean revise) {
    WindowOperator aggregation = aggregations.get(index);
    if (!aggregation.isDue(limit, revise)) {
      alerts.caughtUp(aggregation.aggregation());
    }
  }

  private void closeNext(int index, long limit, boolean revise) {
    ClosedWindow window = aggregations.get(index).closeNext(limit, revise);
    if (window != null) {
      someAreNew = true;
      results.add(index, window);
      latest.emitted(window);
      alerts.closed(window);
    }
  }

  private void emitLateBooks(int index, int room) {
    int windows = 0;
    while (results.size() < room && aggregations.get(index).hasLateBooks()) {
      emitLateBooksNext(index);
      windows++;
    }
    if (windows > 0) {
      record.writeByte(LATE_BOOKS).writeUnsigned(index).writeUnsigned(windows);
    }
  }

  private void emitLateBooksNext(int index) {
    someAreNew = true;
    ClosedWindow books = aggregations.get(index).lateBooksNext();
    results.add(index, books);
    if (books.books().revision() > 1) {
      latest.emitted(books); // of a window that is known; sessions have books of their own
    }
  }

  /** Emits the books of the sink as a whole. */
  void emitSinkBooks(SinkBooks books, long newestMillis) {
    record.writeByte(SINK_BOOKS);
    addSinkBooks(books, newestMillis);
  }

  private void addSinkBooks(SinkBooks books, long newestMillis) {
    results.add(writer.sinkBooks(books, newestMillis));
  }

  /** Number of results that were not taken yet. */
  int results() {
    return results.size();
  }

  /** Whether windows have been emitted since results were last taken. */
  boolean hasNewResults() {
    return someAreNew;
  }

  /** Lets the next {@link #takeResults} take no more than this; the others stay. */
  void page(int room) {
    addNotifications();
    int taken = Math.min(room, results.size());
    boolean takesAll = !someWereLeft && taken == results.size();
    if (takesAll || (taken == 0 && record.length() == 0)) {
      return; // nothing would change by it
    }
    record.writeByte(PAGE).writeUnsigned(taken);
    page = taken;
  }

  /** After all other results. */
  private void addNotifications() {
    alerts.takeRows().forEach(results::add);
  }

  /** The results since the last call, in order; notifications after all others. */
  List<OutboxRow> takeResults() {
    addNotifications();
    List<OutboxRow> taken = results.take(Math.min(page, results.size()));
    page = Integer.MAX_VALUE;
    someWereLeft = results.size() > 0;
    someAreNew = false;
    return taken;
  }

  /** Writes the results down that were not taken. */
  void encodeResults(ByteWriter out) {
    results.encode(out, aggregations);
  }

  /** Makes the results of this, which must be new, what {@link #encodeResults} wrote. */
  void decodeResults(ByteReader in) {
    results.decode(in, aggregations);
    someWereLeft = results.size() > 0;
  }

  /** Does an operation again; one of another kind is for the alerts. */
  void replay(int code, ByteReader in, SinkBooks books, long newestMillis) {
    switch (code) {
      case CLOSE:
        int closed = in.readSize(aggregations.size() - 1);
        long limit = in.readSigned();
        boolean revise = in.readByte() == 1;
        for (long i = in.readUnsigned(); i > 0; i--) {
          closeNext(closed, limit, revise);
        }
        closedSome(closed, limit, revise);
        break;
      case LATE_BOOKS:
        int late = in.readSize(aggregations.size() - 1);
        for (long i = in.readUnsigned(); i > 0; i--) {
          emitLateBooksNext(late);
        }
        break;
      case EXPIRE:
        expire(in.readSize(aggregations.size() - 1), in.readSigned());
        break;
      case SINK_BOOKS:
        addSinkBooks(books, newestMillis);
        break;
      case PAGE:
        page = in.readSize(Integer.MAX_VALUE);
        break;
      case HALVE:
        aggregations.get(in.readSize(aggregations.size() - 1)).halveGroups();
        break;
      default:
        alertOperations.replay(code, in, books);
    }
  }
}

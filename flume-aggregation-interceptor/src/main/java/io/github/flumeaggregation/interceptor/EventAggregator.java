package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.core.position.ProgressEvents;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.LiveAggregation;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates the lines of events, stamps the events' headers and takes out what the filter drops.
 *
 * <p>A line is aggregated when its event passes for the first time: a source whose channel is full
 * sends its events through the interceptors again, and those are recognised by their position. An
 * event without one is aggregated each time. Whether the line goes on to the channel makes no
 * difference to that.
 *
 * <p>Stamps describe the last line of an event that goes on, counted or not, after all its lines
 * were added: a block of lines has one set of headers. If that line is not of the format, nothing
 * is stamped but the values of aggregations without groups.
 *
 * <p>Not safe for several threads.
 */
final class EventAggregator {
  private static final Logger LOG = LoggerFactory.getLogger(EventAggregator.class);

  /** Of maxStateBytes so many parts are for the numbers; one each for positions and cut records. */
  private static final int PARTS_FOR_NUMBERS = 6;

  private static final int PARTS = 8;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final Format format;
  private final Record record;
  private final BodyLines newLines = new BodyLines();
  private final BodyLines allLines = new BodyLines();
  private final CountedPositions counted;
  private final LiveNumbers numbers;
  private final @Nullable LineFilter filter;
  private final KeptLines kept = new KeptLines();
  private final DroppedRecords droppedRecords;
  private final List<FieldStamp> fieldStamps;
  private final List<FlagStamp> flagStamps;
  private final List<ValueStamp> valueStamps;
  private final boolean stamps;
  private final Books books = new Books();
  private final LineClock clock;
  private final LongSupplier nanoClock;
  private final long startNanos;

  /** Where in the body the line begins that was parsed last; -1 if none of this event was. */
  private int parsedFrom;

  /** Whether that line is of the format. */
  private boolean parsed;

  /**
   * Begins at zero.
   *
   * @param wallClock milliseconds since the epoch
   * @param nanoClock nanoseconds since any time, never going back
   */
  EventAggregator(
      AggregationInterceptorConfig config, LongSupplier wallClock, LongSupplier nanoClock) {
    name = config.name();
    format = config.format();
    record = format.newRecord();
    long part = config.maxStateBytes() / PARTS;
    numbers = new LiveNumbers(name, config.aggregations(), PARTS_FOR_NUMBERS * part);
    counted = new CountedPositions(name, part);
    droppedRecords = new DroppedRecords(part);
    filter = config.filter();
    fieldStamps = config.fieldStamps();
    flagStamps = config.flagStamps();
    valueStamps = config.valueStamps();
    stamps = !fieldStamps.isEmpty() || !flagStamps.isEmpty() || !valueStamps.isEmpty();
    clock = new LineClock(wallClock, nanoClock);
    this.nanoClock = nanoClock;
    startNanos = nanoClock.getAsLong();
  }

  /** Gives the memory of all aggregations back; they begin at zero with the next event. */
  void dropNumbers() {
    numbers.drop();
  }

  /** Whether {@link #add} may drop lines. */
  boolean mayDrop() {
    return filter != null;
  }

  /** To be called before the events of a batch are added: they all come at the present time. */
  void beginBatch() {
    clock.readClocks();
  }

  /**
   * Aggregates the event's lines that were not aggregated before, and stamps its headers.
   *
   * @return the body that goes on: this one, a new one if only some of its lines do, or null if
   *     none does
   */
  byte @Nullable [] add(Map<String, String> headers, byte[] body) {
    if (ProgressEvents.isProgress(headers, body)) {
      removeLineStamps(headers);
      valueStamps.forEach(stamp -> stamp.remove(headers));
      return body; // says how far the tail source is; it is no line of a log
    }
    books.events++;
    numbers.beginIfDropped();
    parsedFrom = -1;
    newLines.open(headers, body, counted.set());
    if (newLines.isContinuation()) {
      return addContinuation(headers, body);
    }
    try {
      if (filter == null) {
        addLines(headers, body);
      } else {
        addAndFilterLines(filter, headers, body);
      }
    } finally {
      book();
    }
    return filter == null ? stampLast(headers, body) : stampKept(headers, body);
  }

  /**
   * Takes a later piece of a record: it was counted with its first piece, and goes where that went.
   * What is in the piece by itself says nothing, so nothing of it is stamped.
   */
  private byte @Nullable [] addContinuation(Map<String, String> headers, byte[] body) {
    book();
    @Nullable Position position = newLines.position();
    if (position != null && droppedRecords.continueWith(position)) {
      return null;
    }
    parsed = false;
    if (stamps) {
      removeLineStamps(headers);
      stampValues(headers);
    }
    return body;
  }

  private void addLines(Map<String, String> headers, byte[] body) {
    while (newLines.next()) {
      parse(headers, body, newLines.from(), newLines.to());
      addLine();
    }
  }

  private void addAndFilterLines(LineFilter lineFilter, Map<String, String> headers, byte[] body) {
    kept.clear();
    boolean more = newLines.next();
    boolean keeps = true;
    allLines.open(headers, body, CountedPositions.NOTHING);
    while (allLines.next()) {
      parse(headers, body, allLines.from(), allLines.to());
      boolean isNew = more && newLines.from() == allLines.from();
      if (isNew) {
        addLine();
        more = newLines.next();
      }
      keeps = lineFilter.keeps(parsed, record);
      if (keeps) {
        kept.keep(body, allLines.from(), allLines.to());
      } else {
        kept.drop();
        books.linesDropped += isNew ? 1 : 0;
      }
    }
    @Nullable Position position = newLines.position();
    if (position != null && !keeps) {
      droppedRecords.add(position);
    }
  }

  private void addLine() {
    if (!parsed) {
      books.linesUnparsed++;
      return;
    }
    if (clock.setTime(record)) {
      startWindowsAnew();
    }
    numbers.add(record);
    books.linesCounted++;
  }

  private void startWindowsAnew() {
    numbers.startWindowsAnew();
    if (++books.windowsStartedAnew == 1) {
      LOG.warn(
          "Interceptor '{}': the time went back by more than lines may be out of order, since a"
              + " clock was set back or the first line had a wrong time. Sliding windows start"
              + " anew, as WindowsStartedAnew counts from now on",
          name);
    }
  }

  private void parse(Map<String, String> headers, byte[] body, int from, int to) {
    parsedFrom = from;
    parsed = format.parse(body, from, to, headers, record);
  }

  private void book() {
    @Nullable Position position = newLines.position();
    if (position == null) {
      bookWithoutPosition();
    } else {
      counted.add(position);
    }
    books.linesDuplicate += newLines.duplicates();
    if (newLines.isIndivisible()) {
      books.blocksRewritten++;
    }
    for (String remark : format.takeRemarks()) {
      LOG.warn("Interceptor '{}': {}", name, remark);
    }
  }

  private void bookWithoutPosition() {
    if (++books.eventsWithoutPosition == 1) {
      LOG.warn(
          "Interceptor '{}': its source gives events without a position, so an event that the"
              + " source sends again (after a full channel, say) is counted again",
          name);
    }
  }

  private byte[] stampLast(Map<String, String> headers, byte[] body) {
    if (stamps) {
      stamp(headers, body, newLines.from(), newLines.to());
    }
    return body;
  }

  private byte @Nullable [] stampKept(Map<String, String> headers, byte[] body) {
    byte @Nullable [] rest = kept.of(body);
    if (rest != null) {
      if (stamps) {
        stamp(headers, body, kept.lastFrom(), kept.lastTo());
      }
      if (rest != body) {
        headers.put(PositionHeaders.LINES, Integer.toString(kept.count()));
      }
    }
    return rest;
  }

  private void stamp(Map<String, String> headers, byte[] body, int from, int to) {
    if (from != parsedFrom) {
      parse(headers, body, from, to);
    }
    if (parsed) {
      stampLine(headers);
    } else {
      removeLineStamps(headers);
    }
    stampValues(headers);
  }

  /** What a sender claims in headers of these names must not pass for what was found here. */
  private void removeLineStamps(Map<String, String> headers) {
    fieldStamps.forEach(stamp -> stamp.remove(headers));
    flagStamps.forEach(stamp -> stamp.remove(headers));
  }

  private void stampLine(Map<String, String> headers) {
    for (FieldStamp stamp : fieldStamps) {
      stamp.stamp(record, headers);
    }
    for (FlagStamp stamp : flagStamps) {
      stamp.stamp(record, headers);
    }
  }

  private void stampValues(Map<String, String> headers) {
    long runMillis = valueStamps.isEmpty() ? 0 : runMillis();
    int place = -1;
    for (ValueStamp stamp : valueStamps) {
      if (!parsed && stamp.isGrouped()) {
        stamp.remove(headers);
        continue;
      }
      LiveAggregation aggregation = numbers.aggregations()[stamp.aggregation()];
      if (place != stamp.aggregation()) {
        place = stamp.aggregation();
        aggregation.moveTo(record);
      }
      stamp.stamp(aggregation, runMillis, headers);
    }
  }

  /** For how long lines have been added; at least 1. */
  private long runMillis() {
    return Math.max(1, (nanoClock.getAsLong() - startNanos) / NANOS_PER_MILLI);
  }

  // For InterceptorMetrics.

  Books books() {
    return books;
  }

  LiveNumbers numbers() {
    return numbers;
  }

  CountedSet counted() {
    return counted.set();
  }

  long linesFuture() {
    return clock.future();
  }

  long numbersOutOfRange() {
    return record.numbersOutOfRange();
  }

  long bytesHeld() {
    return numbers.bytesHeld() + counted.bytesHeld() + droppedRecords.bytesHeld();
  }

  long notNumbers() {
    return format.notNumbers().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Books an event that could not be processed; returns how many there have been. */
  long countFailure() {
    return ++books.eventsFailed;
  }

  /** What has been counted so far and how; see {@link Reading} for how to read it. */
  Reading read() {
    Reading reading = new Reading();
    PublishedValues values = reading.values();
    values.add(InterceptorMetrics.TABLE.read(this));
    format
        .notNumbers()
        .forEach((field, count) -> values.add(PublishedValues.NOT_NUMBERS + '.' + field, count));
    long runMillis = runMillis();
    long nowMillis = clock.nowMillis();
    for (LiveAggregation aggregation : numbers.aggregations()) {
      reading.add(aggregation, runMillis, nowMillis);
    }
    return reading;
  }
}

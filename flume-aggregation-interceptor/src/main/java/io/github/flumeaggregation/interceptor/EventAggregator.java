package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.RunningAggregation;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates the lines of events and stamps the events' headers.
 *
 * <p>A line is aggregated when its event passes for the first time: a source whose channel is full
 * sends its events through the interceptors again, and those are recognised by their position. An
 * event without one is aggregated each time.
 *
 * <p>Stamps describe the last line of an event, counted or not, after all its lines were added: a
 * block of lines has one set of headers. If that line is not of the format, nothing is stamped but
 * the values of aggregations without groups.
 *
 * <p>Not safe for several threads.
 */
final class EventAggregator {
  private static final Logger LOG = LoggerFactory.getLogger(EventAggregator.class);
  private static final int MAX_PARTITIONS = 2_000;
  private static final int MAX_INTERVALS = 2_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final Format format;
  private final Record record;
  private final BodyLines lines = new BodyLines();
  private final CountedSet counted = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
  private final RunningAggregation[] aggregations;
  private final List<FieldStamp> fieldStamps;
  private final List<ValueStamp> valueStamps;
  private final Books books = new Books();
  private final LongSupplier nanoClock;
  private final long startNanos;

  /** Where in the body the line begins that was parsed last; -1 if none of this event was. */
  private int parsedFrom;

  /** Whether that line is of the format. */
  private boolean parsed;

  EventAggregator(AggregationInterceptorConfig config, LongSupplier nanoClock) {
    name = config.name();
    format = config.format();
    record = format.newRecord();
    aggregations =
        config.aggregations().stream()
            .map(RunningAggregation::new)
            .toArray(RunningAggregation[]::new);
    fieldStamps = config.fieldStamps();
    valueStamps = config.valueStamps();
    this.nanoClock = nanoClock;
    startNanos = nanoClock.getAsLong();
  }

  /** Aggregates the event's lines that were not aggregated before, and stamps its headers. */
  void add(Map<String, String> headers, byte[] body) {
    books.events++;
    parsedFrom = -1;
    lines.open(headers, body, counted);
    try {
      while (lines.next()) {
        addLine(headers, body);
      }
    } finally {
      settle();
    }
    if (!fieldStamps.isEmpty() || !valueStamps.isEmpty()) {
      stamp(headers, body);
    }
  }

  private void addLine(Map<String, String> headers, byte[] body) {
    parse(headers, body);
    if (!parsed) {
      books.linesUnparsed++;
      return;
    }
    for (RunningAggregation aggregation : aggregations) {
      aggregation.add(record);
    }
    books.linesCounted++;
  }

  private void parse(Map<String, String> headers, byte[] body) {
    parsedFrom = lines.from();
    parsed = format.parse(body, lines.from(), lines.to(), headers, record);
  }

  private void settle() {
    @Nullable Position position = lines.position();
    if (position == null) {
      bookWithoutPosition();
    } else {
      counted.add(position);
    }
    books.linesDuplicate += lines.duplicates();
    if (lines.isIndivisible()) {
      books.blocksRewritten++;
    }
  }

  private void bookWithoutPosition() {
    if (++books.eventsWithoutPosition == 1) {
      LOG.warn(
          "Interceptor '{}': its source gives events without a position, so an event that the source"
              + " sends again (after a full channel, say) is counted again",
          name);
    }
  }

  private void stamp(Map<String, String> headers, byte[] body) {
    lines.moveToLast();
    if (lines.from() != parsedFrom) {
      parse(headers, body);
    }
    for (FieldStamp stamp : fieldStamps) {
      stamp.stamp(record, headers);
    }
    long millis = valueStamps.isEmpty() ? 0 : runMillis();
    for (ValueStamp stamp : valueStamps) {
      if (parsed || !stamp.isGrouped()) {
        stamp.stamp(aggregations, record, millis, headers);
      }
    }
  }

  /** For how long lines have been added; at least 1. */
  private long runMillis() {
    return Math.max(1, (nanoClock.getAsLong() - startNanos) / NANOS_PER_MILLI);
  }

  /** Books an event that could not be processed; returns how many there have been. */
  long countFailure() {
    return ++books.eventsFailed;
  }

  /** What has been counted so far and how, by the names under which it is published. */
  Map<String, Number> values() {
    PublishedValues values = new PublishedValues();
    values.addBooks(books);
    values.add("NumbersOutOfRange", record.numbersOutOfRange());
    values.add("PartitionsForgotten", counted.partitionsForgotten());
    values.add("AssumedCounted", counted.assumedCounted());
    long millis = runMillis();
    for (RunningAggregation aggregation : aggregations) {
      values.addAggregation(aggregation, millis);
    }
    return values.byName();
  }
}

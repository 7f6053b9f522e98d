package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.WindowedAggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Counts each line once, by event time, and says when windows close. What it does with a line
 * depends on the lines before it alone, never on how they were cut into batches.
 *
 * <p>Not safe for several threads: the sink calls it under one lock.
 */
final class WindowEngine {
  private static final int MAX_PARTITIONS = 100_000;
  private static final int MAX_INTERVALS = 10_000;

  /** The partition of events without a position. */
  private static final String NO_PARTITION = "";

  private final Format format;
  private final Record record;
  private final EventTime eventTime;
  private final TimeRules rules;
  private final Frontiers frontiers;
  private final List<WindowedAggregation> aggregations = new ArrayList<>();
  private final CountedSet counted = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
  private final BodyLines lines = new BodyLines();
  private final SinkBooks books = new SinkBooks();
  private final RowWriter writer;

  private List<OutboxRow> results = new ArrayList<>();
  private long nextExpiry = Long.MAX_VALUE;

  /** For the configuration of the sink called {@code sinkName}. */
  WindowEngine(String sinkName, WindowSinkConfig config) {
    format = config.format;
    record = format.newRecord();
    eventTime = config.eventTime;
    rules = config.timeRules;
    frontiers = new Frontiers(rules);
    writer = new RowWriter(config.node, sinkName);
    config.aggregations.forEach(
        (aggregation, windows) -> aggregations.add(new WindowedAggregation(aggregation, windows)));
  }

  /**
   * Takes one event.
   *
   * @param wallMillis the present time
   */
  void add(Map<String, String> headers, byte[] body, long wallMillis) {
    lines.open(headers, body, counted);
    Position position = lines.position();
    if (position == null) {
      frontiers.select(NO_PARTITION, wallMillis);
    } else {
      boolean hasReadAt = position.hasReadAt();
      frontiers.select(position.partition(), hasReadAt ? position.readAtMillis() : wallMillis);
    }
    while (lines.next()) {
      boolean parsed = format.parse(body, lines.from(), lines.to(), headers, record);
      if (parsed && eventTime.set(record, headers)) {
        addLine(wallMillis);
      } else {
        books.unparsed++;
      }
    }
    books.duplicate += lines.duplicates();
    if (position != null) {
      counted.add(position);
    }
  }

  private void addLine(long wallMillis) {
    long time = record.timeMillis();
    if (time > wallMillis + rules.maxFutureMillis) {
      books.future++;
      return;
    }
    books.counted++;
    frontiers.advance(time);
    if (frontiers.mayHavePassed(nextExpiry)) {
      makeFinal(frontiers.horizon());
    }
    for (int i = 0; i < aggregations.size(); i++) {
      aggregations.get(i).add(record);
      nextExpiry = Math.min(nextExpiry, aggregations.get(i).nextExpiry());
    }
  }

  /** Closes what the horizon has passed, before lines are judged by it. */
  private void makeFinal(long horizon) {
    nextExpiry = Long.MAX_VALUE;
    for (WindowedAggregation aggregation : aggregations) {
      if (aggregation.nextExpiry() <= horizon) {
        close(aggregation, horizon);
        aggregation.expire(horizon);
      }
      nextExpiry = Math.min(nextExpiry, aggregation.nextExpiry());
    }
  }

  /** Ends a batch: closes the windows that the watermark has passed. */
  void endBatch(long wallMillis) {
    closeAll(frontiers.watermark(wallMillis));
  }

  /** To be called when no event has come for {@code idleTimeout}: closes what time has passed. */
  void channelIdle(long wallMillis) {
    closeAll(frontiers.watermarkWhenAllIdle(wallMillis));
    if (books.changed()) {
      addSinkBooks();
    }
  }

  private void closeAll(long watermark) {
    for (WindowedAggregation aggregation : aggregations) {
      close(aggregation, watermark);
      ClosedWindow late;
      while ((late = aggregation.lateBooksNext()) != null) {
        results.addAll(writer.window(late));
      }
    }
    if (!results.isEmpty()) {
      addSinkBooks();
    }
  }

  private void close(WindowedAggregation aggregation, long watermark) {
    @Nullable ClosedWindow window;
    while ((window = aggregation.closeNext(watermark)) != null) {
      results.addAll(writer.window(window));
    }
  }

  private void addSinkBooks() {
    results.add(writer.sinkBooks(books, frontiers.newestMillis()));
  }

  /** The results since the last call, in order. */
  List<OutboxRow> takeResults() {
    List<OutboxRow> taken = results;
    results = new ArrayList<>();
    return taken;
  }
}

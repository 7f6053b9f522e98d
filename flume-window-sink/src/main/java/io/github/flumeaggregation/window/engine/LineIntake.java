package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.position.ProgressEvents;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.StagedLines;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.time.Frontiers;
import io.github.flumeaggregation.window.time.Progress;
import io.github.flumeaggregation.window.time.TimeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the lines of events: leaves out what was counted before, parses, judges their time, and
 * stages them until they are brought into the state by one operation, {@link #flush}.
 *
 * <p>What it has staged is not in the state yet, but for two things that each line is judged by:
 * the frontiers and what has been counted. Both are written down by the next flush.
 */
final class LineIntake {
  /** An operation's code; it is written to disk. */
  static final int LINES = 1;

  private static final int MAX_PARTITIONS = 100_000;
  private static final int MAX_INTERVALS = 10_000;

  /** The partition of events without a position. */
  private static final String NO_PARTITION = "";

  private final Format format;
  private final LineRecords records;
  private final TimeRules rules;
  private final WindowCloser closer;
  private final AlertOperations alertOperations;
  private final ByteWriter record;

  private final Frontiers frontiers;
  private final CountedSet counted = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
  private final SinkBooks books = new SinkBooks();
  private final LatestUnparsed latestUnparsed;
  private final List<WindowOperator> aggregations = new ArrayList<>();
  private long nextExpiry = Long.MAX_VALUE;

  private final BodyLines bodyLines = new BodyLines();
  private final List<StagedLines> stagedLines = new ArrayList<>();
  private final StagedPositions stagedPositions = new StagedPositions();
  private final SinkBooks stagedBooks = new SinkBooks();
  private boolean staged;

  /**
   * For a job that is not of any windows yet.
   *
   * @param closer makes windows final that a line must not change any more
   * @param record gets the operations
   */
  LineIntake(Job job, WindowCloser closer, AlertOperations alertOperations, ByteWriter record) {
    format = job.format;
    records = new LineRecords(format);
    rules = job.timeRules;
    frontiers = new Frontiers(rules);
    latestUnparsed = new LatestUnparsed(job.name);
    this.closer = closer;
    this.alertOperations = alertOperations;
    this.record = record;
  }

  /** From now on lines go to this one too. */
  void addTo(WindowOperator windowed) {
    aggregations.add(windowed);
    if (stagedLines.stream().noneMatch(staging -> staging.share(windowed))) {
      stagedLines.add(windowed.newStagedLines());
    }
  }

  Frontiers frontiers() {
    return frontiers;
  }

  /** What has been counted of each partition. */
  CountedSet counted() {
    return counted;
  }

  /** What became of the lines that are in the state. */
  SinkBooks books() {
    return books;
  }

  long numbersOutOfRange() {
    return records.numbersOutOfRange();
  }

  /**
   * Takes one event.
   *
   * @param wallMillis the present time
   * @return false if all it says is that there is nothing more to read
   */
  boolean add(Map<String, String> headers, byte[] body, long wallMillis) {
    if (ProgressEvents.isProgress(headers, body)) {
      return addProgress(new Progress(headers, body, wallMillis), wallMillis);
    }
    staged = true;
    bodyLines.open(headers, body, counted);
    Position position = bodyLines.position();
    String partition = position == null ? NO_PARTITION : position.partition();
    frontiers.select(partition, position, readAtMillis(position, wallMillis), wallMillis);
    if (position != null) {
      frontiers.taken(position, counted.of(partition));
    }
    while (bodyLines.next()) {
      Record line = records.next();
      if (format.parse(body, bodyLines.from(), bodyLines.to(), headers, line)) {
        boolean counts = addLine(line, wallMillis);
        if (counts && alertOperations.takesSamples()) {
          alertOperations.offer(
              line, frontiers.horizon(), () -> LineText.of(headers, body, bodyLines));
        }
      } else {
        stagedBooks.unparsed++;
        latestUnparsed.add(body, bodyLines.from(), bodyLines.to());
      }
    }
    close(position);
    return true;
  }

  /** Books all new lines of an event as unparsed, without a look at them. */
  void setAside(Map<String, String> headers, byte[] body) {
    staged = true;
    bodyLines.open(headers, body, counted);
    Position position = bodyLines.position();
    while (bodyLines.next()) {
      stagedBooks.unparsed++;
    }
    close(position);
  }

  private void close(@Nullable Position position) {
    stagedBooks.duplicate += bodyLines.duplicates();
    if (position != null) {
      stagedPositions.add(position);
      counted.addUnlimited(position.partition(), position.start(), position.end());
    }
  }

  /** How far the tail source is: no line of a log, but what it has yet to read holds windows. */
  private boolean addProgress(Progress progress, long wallMillis) {
    alertOperations.progress(progress);
    for (Progress.File file : progress.files()) {
      frontiers.announce(file, progress.readAtMillis(), wallMillis);
    }
    staged |= frontiers.haveChanged();
    return progress.isBehind();
  }

  private static long readAtMillis(@Nullable Position position, long wallMillis) {
    return position == null ? wallMillis : position.readAtMillis(wallMillis);
  }

  /** Whether the line counts: it is not too far ahead of the clock. */
  private boolean addLine(Record line, long wallMillis) {
    long time = line.timeMillis();
    if (time > wallMillis + rules.maxFutureMillis) {
      stagedBooks.future++;
      return false;
    }
    stagedBooks.counted++;
    frontiers.advance(time);
    if (frontiers.mayHavePassed(Math.min(nextExpiry, time))) {
      makeFinal(time, frontiers.horizon());
    }
    for (int i = 0; i < stagedLines.size(); i++) {
      if (stagedLines.get(i).add(line)) {
        findNextExpiry();
      }
    }
    if (records.keep()) {
      settle();
    }
    return true;
  }

  private void settle() {
    for (int i = 0; i < stagedLines.size(); i++) {
      stagedLines.get(i).settle();
    }
    records.reuse();
  }

  /** To be called when windows may have become final otherwise. */
  void findNextExpiry() {
    nextExpiry = Long.MAX_VALUE;
    for (WindowOperator aggregation : aggregations) {
      nextExpiry = Math.min(nextExpiry, aggregation.nextExpiry());
    }
  }

  /** Makes final what the horizon has passed, before a line at this time is judged. */
  private void makeFinal(long timeMillis, long horizon) {
    if (!closer.mustMakeFinal(timeMillis, horizon)) {
      return;
    }
    flush();
    staged = true; // the event goes on
    closer.makeFinal(timeMillis, horizon);
    findNextExpiry();
  }

  /** Brings the lines taken since the last call into the state. */
  void flush() {
    if (!staged) {
      return;
    }
    alertOperations.logClock();
    record.writeByte(LINES);
    frontiers.encodeChanges(record);
    stagedPositions.encode(record);
    counted.limit();
    stagedBooks.encode(record);
    books.add(stagedBooks);
    stagedBooks.clear();
    for (StagedLines lines : stagedLines) {
      lines.flush(record);
    }
    alertOperations.logSamples();
    staged = false;
  }

  /** Does a {@link #flush} again. */
  void replay(ByteReader in) {
    frontiers.decodeChanges(in);
    StagedPositions.replay(in, counted);
    stagedBooks.decode(in);
    books.add(stagedBooks);
    stagedBooks.clear();
    for (StagedLines lines : stagedLines) {
      lines.replay(in);
    }
  }

  /** Shows the structure of the line that could not be parsed last to whoever watches. */
  void publishUnparsed(long wallMillis) {
    latestUnparsed.publish(wallMillis);
  }

  /** Lets the next {@link #flush} write what has changed, also if no line has come. */
  void stage() {
    staged = true;
  }
}

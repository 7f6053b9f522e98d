package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.position.PositionHeaders;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.StagedLines;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.core.window.Windows;
import io.github.flumeaggregation.window.alert.Alerts;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowWriter;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.time.EventTime;
import io.github.flumeaggregation.window.time.Frontiers;
import io.github.flumeaggregation.window.time.Progress;
import io.github.flumeaggregation.window.time.TimeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Counts each line once, by event time, and says when windows close. What it does with a line
 * depends on the lines before it alone, never on how they were cut into batches.
 *
 * <p>A state machine with a log: each change of state is first an operation, whose code and
 * arguments are written to the record of the batch, and then done. Doing the operations of all
 * records again, in order, gives the same state and the same results. Lines are staged, and become
 * one operation for all of them: what they add up to.
 *
 * <p>Not safe for several threads.
 */
public final class WindowEngine {
  private static final int MAX_PARTITIONS = 100_000;
  private static final int MAX_INTERVALS = 10_000;

  /** The partition of events without a position. */
  private static final String NO_PARTITION = "";

  // Codes of the operations; they are written to disk. WindowCloser, AlertOperations and StateBound
  // have more.
  private static final int LINES = 1;
  private static final int WATERMARK = 6;

  private final Format format;
  private final LineRecords records;
  private final EventTime eventTime;
  private final TimeRules rules;
  private final Frontiers frontiers;
  private final List<WindowOperator> aggregations = new ArrayList<>();
  private final List<StagedLines> stagedLines = new ArrayList<>();
  private final CountedSet counted = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
  private final SinkBooks books = new SinkBooks();

  private final BodyLines bodyLines = new BodyLines();
  private final StagedPositions stagedPositions = new StagedPositions();
  private final SinkBooks stagedBooks = new SinkBooks();
  private boolean staged;

  private final ByteWriter record = new ByteWriter();
  private final Alerts alerts;
  private final AlertOperations alertOperations;
  private final WindowCloser closer;
  private final StateBound bound;
  private long nextExpiry = Long.MAX_VALUE;

  /** An empty state. */
  public WindowEngine(Job job) {
    format = job.format;
    records = new LineRecords(format);
    eventTime = job.eventTime;
    rules = job.timeRules;
    frontiers = new Frontiers(rules);
    alerts = new Alerts(job.node, job.name, job.alerts);
    alertOperations = new AlertOperations(alerts, record);
    RowWriter writer = new RowWriter(job.node, job.name);
    closer = new WindowCloser(aggregations, alertOperations, writer, record);
    bound = new StateBound(job.maxStateBytes, closer, counted, frontiers, record);
    job.aggregations.forEach(this::addAggregation);
  }

  private void addAggregation(Aggregation aggregation, Windows windows) {
    WindowOperator windowed = windows.newOperator(aggregation);
    if (alerts.watchForData(aggregation)) {
      windowed.tell(groups -> alerts.arrived(aggregation, groups, books));
    }
    aggregations.add(windowed);
    if (stagedLines.stream().noneMatch(staging -> staging.share(windowed))) {
      stagedLines.add(windowed.newStagedLines());
    }
  }

  /**
   * Takes one event. If this throws, the state is no longer usable.
   *
   * @param wallMillis the present time
   * @return false if all it says is that there is nothing more to read
   */
  public boolean add(Map<String, String> headers, byte[] body, long wallMillis) {
    alertOperations.setNow(wallMillis);
    if (headers.containsKey(PositionHeaders.PROGRESS)) {
      return addProgress(new Progress(headers, body, wallMillis), wallMillis);
    }
    staged = true;
    bodyLines.open(headers, body, counted);
    Position position = bodyLines.position();
    String partition = position == null ? NO_PARTITION : position.partition();
    frontiers.select(partition, position, readAtMillis(position, wallMillis), wallMillis);
    while (bodyLines.next()) {
      Record line = records.next();
      boolean parsed = format.parse(body, bodyLines.from(), bodyLines.to(), headers, line);
      if (parsed && eventTime.set(line, headers)) {
        boolean counts = addLine(line, wallMillis);
        if (counts && alertOperations.takesSamples()) {
          alertOperations.offer(line, () -> LineText.of(headers, body, bodyLines));
        }
      } else {
        stagedBooks.unparsed++;
      }
    }
    stagedBooks.duplicate += bodyLines.duplicates();
    if (position != null) {
      stagedPositions.add(position);
      counted.addUnlimited(position.partition(), position.start(), position.end());
    }
    return true;
  }

  /** Books all new lines of an event as unparsed, without a look at them. */
  public void setAside(Map<String, String> headers, byte[] body, long wallMillis) {
    alertOperations.setNow(wallMillis);
    staged = true;
    bodyLines.open(headers, body, counted);
    Position position = bodyLines.position();
    while (bodyLines.next()) {
      stagedBooks.unparsed++;
    }
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

  private void findNextExpiry() {
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
  private void flush() {
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
    bound.counted(stagedBooks.counted);
    stagedBooks.clear();
    for (StagedLines lines : stagedLines) {
      lines.flush(record);
    }
    alertOperations.logSamples();
    staged = false;
  }

  private void replayLines(ByteReader in) {
    frontiers.decodeChanges(in);
    StagedPositions.replay(in, counted);
    stagedBooks.decode(in);
    books.add(stagedBooks);
    stagedBooks.clear();
    for (StagedLines lines : stagedLines) {
      lines.replay(in);
    }
  }

  /**
   * Ends a batch, and closes the windows that the watermark has passed as long as there is room for
   * their rows; the others are closed by a later call.
   *
   * @param wallMillis the present time
   * @param room how many results may be made before closing stops
   */
  public void endBatch(long wallMillis, int room) {
    alertOperations.setNow(wallMillis);
    staged |= bound.shedPartitions();
    flush();
    shed();
    long watermark = frontiers.watermark(wallMillis);
    closeAll(watermark, room);
    if (record.length() > 0) {
      record.writeByte(WATERMARK).writeSigned(watermark);
      frontiers.moveWatermark(watermark);
    }
  }

  private void shed() {
    if (bound.shed()) {
      findNextExpiry();
    }
  }

  /**
   * To be called when no event has come for {@code idleTimeout}: closes what time has passed.
   *
   * @param wallMillis the present time
   * @param room how many results may be made before closing stops
   */
  public void channelIdle(long wallMillis, int room) {
    alertOperations.setNow(wallMillis);
    flush();
    closeAll(frontiers.watermarkWhenAllIdle(wallMillis), room);
    if (closer.results() < room && books.changed()) {
      closer.emitSinkBooks(books, frontiers.newestMillis());
    }
  }

  /**
   * To be called after each of these, and often while no events come: sends the notifications that
   * are due because time has passed.
   *
   * @param taking whether the sink takes lines; while it does not, their absence means nothing
   * @param mayRepeat whether there is room to say again what has been said
   */
  public void tickAlerts(boolean taking, boolean mayRepeat) {
    alertOperations.tick(taking, mayRepeat, books);
  }

  private void closeAll(long watermark, int room) {
    closer.closeAll(watermark, room);
    if (closer.hasNewResults()) {
      closer.emitSinkBooks(books, frontiers.newestMillis());
    }
  }

  /** Lets the next {@link #takeResults} take no more than this; the others stay for later ones. */
  public void page(int room) {
    closer.page(room);
  }

  /** Whether results were left by {@link #page}. */
  public boolean hasResultsLeft() {
    return closer.results() > 0;
  }

  /** The results since the last call, in order; notifications after all others. */
  public List<OutboxRow> takeResults() {
    return closer.takeResults();
  }

  /** The operations since {@link ByteWriter#reset}; to be made durable, then reset. */
  public ByteWriter record() {
    return record;
  }

  /** Does the operations of a record again. */
  public void replay(ByteReader in) {
    while (!in.atEnd()) {
      replayOperation(in.readByte(), in);
    }
  }

  private void replayOperation(int code, ByteReader in) {
    switch (code) {
      case LINES:
        replayLines(in);
        break;
      case WATERMARK:
        frontiers.moveWatermark(in.readSigned());
        break;
      case StateBound.SHED_POSITIONS:
        counted.shed();
        break;
      default:
        closer.replay(code, in, books, frontiers.newestMillis());
    }
  }

  /** Writes down what does not belong to one aggregation; nothing must be staged. */
  public void encodeCommon(ByteWriter out) {
    counted.encode(out);
    frontiers.encode(out);
    books.encode(out);
    closer.encodeResults(out);
  }

  /** Takes over what {@link #encodeCommon} wrote; this must be new. */
  public void decodeCommon(ByteReader in) {
    counted.decode(in);
    frontiers.decode(in);
    books.decode(in);
    closer.decodeResults(in);
  }

  /** The aggregations, in the order of the configuration. */
  public List<WindowOperator> aggregations() {
    return aggregations;
  }

  /** Through when the windows of an aggregation have been closed; the smallest long if none. */
  public long closedThroughMillis(Aggregation of) {
    for (WindowOperator windowed : aggregations) {
      if (windowed.aggregation() == of) {
        return windowed.closedThroughMillis();
      }
    }
    return Long.MIN_VALUE;
  }

  public Alerts alerts() {
    return alerts;
  }

  /** Largest event time seen; the smallest long if none. */
  public long newestMillis() {
    return frontiers.newestMillis();
  }

  /** Fills in what the engine knows. */
  public void describe(SinkStatistics statistics) {
    statistics.books.add(books);
    statistics.numbersOutOfRange = records.numbersOutOfRange();
    statistics.notNumbers = format.notNumbers();
    statistics.newestMillis = frontiers.newestMillis();
    statistics.bytesHeld = bound.bytesHeld();
    statistics.slicesFinalEarly = closer.slicesFinalEarly();
    statistics.groupsFoldedEarly = closer.groupsFoldedEarly();
    statistics.set(counted);
    statistics.set(aggregations);
    statistics.set(alerts);
  }

  /** What is to be said in the log since the last call. */
  public List<String> takeRemarks() {
    return bound.takeRemarks();
  }

  /** What became of the lines, for people. */
  public String booksText() {
    return books.toString();
  }

  /** To be called when the state has been restored, before lines are added. */
  public void restored() {
    findNextExpiry();
  }
}

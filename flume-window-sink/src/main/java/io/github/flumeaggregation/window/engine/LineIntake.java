package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.position.ProgressEvents;
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

  private final LineStage stage;
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
  private final StagedPositions stagedPositions = new StagedPositions();
  private final SinkBooks stagedBooks = new SinkBooks();
  private boolean staged;

  /** Whether what the lines add up to is written down. */
  private boolean logged = true;

  private final WaitingEvents waiting = new WaitingEvents();

  /** Null if this thread reads all lines. */
  private @Nullable LineCrew crew;

  /** How many lines are left of those from which the format learns what is to be said of it. */
  private int firstLines;

  /**
   * For a job that is not of any windows yet.
   *
   * @param closer makes windows final that a line must not change any more
   * @param record gets the operations
   */
  LineIntake(Job job, WindowCloser closer, AlertOperations alertOperations, ByteWriter record) {
    stage = new LineStage(job.format);
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
    stage.addTo(windowed);
  }

  /**
   * From now on several threads read lines, if what comes of them cannot depend on that.
   *
   * @param job the one that this was made for
   */
  void useThreads(Job job, LineThreads threads) {
    boolean possible = stage.takesParts() && !alertOperations.takesSamples();
    firstLines = threads.firstLines();
    crew = possible && threads.count() > 1 ? new LineCrew(job, threads) : null;
  }

  /** From now on what the lines add up to is not written down. */
  void leaveLinesUnlogged() {
    logged = false;
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
    return stage.numbersOutOfRange();
  }

  /**
   * Takes one event; its lines may be left until {@link #takeWaiting}.
   *
   * @param wallMillis the present time
   * @return false if all it says is that there is nothing more to read
   */
  boolean add(Map<String, String> headers, byte[] body, long wallMillis) {
    if (ProgressEvents.isProgress(headers, body)) {
      takeWaiting();
      alertOperations.setNow(wallMillis);
      return addProgress(new Progress(headers, body, wallMillis), wallMillis);
    }
    staged = true;
    Arrival arrival = new Arrival(headers, body, wallMillis);
    if (crew == null || firstLines > 0) {
      take(arrival);
    } else if (!waiting.add(arrival, counted)) {
      takeWaiting();
      take(arrival);
    }
    return true;
  }

  /** Takes the lines of the events that were left. */
  void takeWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    long bytes = waiting.bytes();
    List<Arrival> arrivals = waiting.takeAll();
    LineCrew readers = crew;
    if (readers == null
        || !readers.wants(arrivals, bytes)
        || !takeTogether(readers, arrivals, bytes)) {
      arrivals.forEach(this::take);
    }
  }

  /**
   * Has all lines read side by side; false, and nothing is changed, if they depend on each other.
   */
  private boolean takeTogether(LineCrew readers, List<Arrival> arrivals, long bytes) {
    readers.read(arrivals, bytes);
    if (dependOnEachOther(arrivals)) {
      readers.drop();
      return false;
    }
    for (Arrival arrival : arrivals) {
      select(arrival);
      if (arrival.counts()) {
        frontiers.advance(arrival.newestMillis());
      }
      close(arrival);
    }
    readers.giveTo(this::takeFrom);
    findNextExpiry();
    return true;
  }

  /** Whether a line may move a frontier so far that another one is judged otherwise. */
  private boolean dependOnEachOther(List<Arrival> arrivals) {
    long oldest = nextExpiry;
    long newest = Long.MIN_VALUE;
    for (Arrival arrival : arrivals) {
      oldest = Math.min(oldest, arrival.oldestMillis());
      newest = Math.max(newest, arrival.newestMillis());
    }
    return newest > Long.MIN_VALUE && frontiers.mayPass(oldest, newest);
  }

  private void takeFrom(LineWorker worker) {
    List<LineWorker.UnparsedLine> unparsed = new ArrayList<>(worker.unparsed());
    worker.moveTo(stage, stagedBooks);
    for (LineWorker.UnparsedLine line : unparsed) {
      // Once more, by the format that says what is to be said of such lines.
      stage.parse(line.arrival.body, line.from, line.to, line.arrival.headers);
      bookUnparsed(line.arrival.body, line.from, line.to);
    }
  }

  private void take(Arrival arrival) {
    byte[] body = arrival.body;
    select(arrival);
    bodyLines.open(arrival.headers, body, arrival.position, counted);
    while (bodyLines.next()) {
      firstLines -= firstLines > 0 ? 1 : 0;
      if (!stage.parse(body, bodyLines.from(), bodyLines.to(), arrival.headers)) {
        bookUnparsed(body, bodyLines.from(), bodyLines.to());
      } else if (addLine(arrival.wallMillis) && alertOperations.takesSamples()) {
        alertOperations.offer(
            stage.line(), frontiers.horizon(), () -> LineText.of(arrival.headers, body, bodyLines));
      }
    }
    stagedBooks.duplicate += bodyLines.duplicates();
    close(arrival);
  }

  private void select(Arrival arrival) {
    alertOperations.setNow(arrival.wallMillis);
    @Nullable Position position = arrival.position;
    String partition = arrival.partition();
    frontiers.select(partition, position, arrival.readAtMillis(), arrival.wallMillis);
    if (position != null) {
      frontiers.taken(position, counted.of(partition));
    }
  }

  private void bookUnparsed(byte[] body, int from, int to) {
    stagedBooks.unparsed++;
    latestUnparsed.add(body, from, to);
  }

  /** Books all new lines of an event as unparsed, without a look at them. */
  void setAside(Map<String, String> headers, byte[] body, long wallMillis) {
    takeWaiting();
    alertOperations.setNow(wallMillis);
    staged = true;
    bodyLines.open(headers, body, counted);
    while (bodyLines.next()) {
      stagedBooks.unparsed++;
    }
    stagedBooks.duplicate += bodyLines.duplicates();
    close(new Arrival(headers, body, wallMillis));
  }

  /** Notes that the lines of an event have been taken. */
  private void close(Arrival arrival) {
    @Nullable Position position = arrival.position;
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

  /** Whether the line that was parsed counts: it is not too far ahead of the clock. */
  private boolean addLine(long wallMillis) {
    long time = stage.line().timeMillis();
    if (time > wallMillis + rules.maxFutureMillis) {
      stagedBooks.future++;
      return false;
    }
    stagedBooks.counted++;
    frontiers.advance(time);
    if (frontiers.mayHavePassed(Math.min(nextExpiry, time))) {
      makeFinal(time, frontiers.horizon());
    }
    if (stage.add()) {
      findNextExpiry();
    }
    return true;
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

  /** Brings the lines taken since the last call into the state; none may be left to be taken. */
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
    if (logged) {
      stage.flush(record);
    } else {
      stage.flushUnlogged();
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
    stage.replay(in);
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

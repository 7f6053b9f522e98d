package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.alert.Alerts;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowWriter;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.time.Frontiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
  /** An operation's code; it is written to disk. Those who do the others have theirs. */
  private static final int WATERMARK = 6;

  private final Format format;
  private final List<WindowOperator> aggregations = new ArrayList<>();
  private final ByteWriter record = new ByteWriter();
  private final Alerts alerts;
  private final AlertOperations alertOperations;
  private final WindowCloser closer;
  private final Revisions revisions;
  private final LatestWindows latest;
  private final LatestAlerts latestAlerts;
  private final LineIntake intake;
  private final Frontiers frontiers;
  private final CountedSet counted;
  private final SinkBooks books;
  private final StateBound bound;

  /** An empty state. */
  public WindowEngine(Job job) {
    format = job.format;
    alerts = new Alerts(job.node, job.name, job.alerts);
    alertOperations = new AlertOperations(alerts, record);
    RowWriter writer = new RowWriter(job.node, job.name);
    latest = new LatestWindows(job.name);
    latestAlerts = new LatestAlerts(job.name, alerts);
    revisions = new Revisions(job, aggregations, record);
    closer = new WindowCloser(aggregations, alertOperations, writer, record, latest, revisions);
    intake = new LineIntake(job, closer, alertOperations, record);
    frontiers = intake.frontiers();
    counted = intake.counted();
    books = intake.books();
    bound = new StateBound(job.maxStateBytes, closer, counted, frontiers, record);
    job.aggregations.forEach(this::addAggregation);
  }

  private void addAggregation(Aggregation aggregation, WindowKind windows) {
    WindowOperator windowed = windows.newOperator(aggregation);
    if (alerts.watchForData(aggregation)) {
      windowed.tell(groups -> alerts.arrived(aggregation, groups, books));
    }
    aggregations.add(windowed);
    intake.addTo(windowed);
  }

  /**
   * Has lines read on several threads, as far as that can make no difference: not with sessions,
   * samples of alerts, or a format in which lines depend on lines before them.
   *
   * @param job the one that this was made for
   */
  public void useThreads(Job job, LineThreads threads) {
    intake.useThreads(job, threads);
  }

  /**
   * From now on {@link #record} lacks the lines, and so is of no use: for who never does it again.
   */
  public void leaveLinesUnlogged() {
    intake.leaveLinesUnlogged();
  }

  /**
   * Takes one event. If this throws, the state is no longer usable.
   *
   * @param wallMillis the present time
   * @return false if all it says is that there is nothing more to read
   */
  public boolean add(Map<String, String> headers, byte[] body, long wallMillis) {
    return intake.add(headers, body, wallMillis);
  }

  /** Books all new lines of an event as unparsed, without a look at them. */
  public void setAside(Map<String, String> headers, byte[] body, long wallMillis) {
    intake.setAside(headers, body, wallMillis);
  }

  /**
   * Ends a batch, and closes the windows that the watermark has passed as long as there is room for
   * their rows; the others are closed by a later call.
   *
   * @param wallMillis the present time
   * @param room how many results may be made before closing stops
   */
  public void endBatch(long wallMillis, int room) {
    intake.takeWaiting();
    alertOperations.setNow(wallMillis);
    if (bound.shedPartitions()) {
      intake.stage();
    }
    intake.flush();
    shed();
    long watermark = frontiers.watermark(wallMillis);
    closeAll(watermark, room, revisions.areDue(wallMillis));
    revisions.plan(wallMillis);
    if (record.length() > 0) {
      record.writeByte(WATERMARK).writeSigned(watermark);
      frontiers.moveWatermark(watermark);
    }
  }

  private void shed() {
    if (bound.shed(books.counted)) {
      intake.findNextExpiry();
    }
  }

  /**
   * To be called when no event has come for {@code idleTimeout}: closes what time has passed.
   *
   * @param wallMillis the present time
   * @param room how many results may be made before closing stops
   */
  public void channelIdle(long wallMillis, int room) {
    intake.takeWaiting();
    alertOperations.setNow(wallMillis);
    intake.flush();
    closeAll(frontiers.watermarkWhenAllIdle(wallMillis), room, true); // nothing comes to collect
    revisions.plan(wallMillis);
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

  private void closeAll(long watermark, int room, boolean revise) {
    closer.closeAll(watermark, room, revise);
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

  /**
   * The results since the last call, in order; notifications after all others. A row is made when
   * it is asked for, which should be once.
   */
  public List<OutboxRow> takeResults() {
    return closer.takeResults();
  }

  /** Shows what is new to whoever watches: it is durable now. */
  public void publishLatest() {
    latest.publish();
    intake.publishUnparsed(alertOperations.nowMillis());
    latestAlerts.publish(alertOperations.nowMillis());
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
      case LineIntake.LINES:
        intake.replay(in);
        break;
      case WATERMARK:
        frontiers.moveWatermark(in.readSigned());
        break;
      case Revisions.REVISIONS_DUE:
        revisions.replay(in);
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
    revisions.encode(out);
  }

  /** Takes over what {@link #encodeCommon} wrote; this must be new. */
  public void decodeCommon(ByteReader in) {
    counted.decode(in);
    frontiers.decode(in);
    books.decode(in);
    closer.decodeResults(in);
    revisions.decode(in);
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

  /** Reads what can be watched of it. */
  public Reading read() {
    return EngineMetrics.TABLE.read(this);
  }

  // For EngineMetrics.

  SinkBooks books() {
    return books;
  }

  WindowCloser closer() {
    return closer;
  }

  CountedSet counted() {
    return counted;
  }

  StateBound bound() {
    return bound;
  }

  long numbersOutOfRange() {
    return intake.numbersOutOfRange();
  }

  SortedMap<String, Long> notNumbers() {
    return format.notNumbers();
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
    intake.findNextExpiry();
  }
}

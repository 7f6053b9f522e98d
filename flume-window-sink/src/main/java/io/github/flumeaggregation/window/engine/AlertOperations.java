package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.encoding.MalformedBytesException;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.window.alert.Alerts;
import io.github.flumeaggregation.window.alert.Finding;
import io.github.flumeaggregation.window.alert.LineSamples;
import io.github.flumeaggregation.window.alert.RuleAlerts;
import io.github.flumeaggregation.window.row.SinkBooks;
import io.github.flumeaggregation.window.time.Progress;
import java.util.function.Supplier;

/**
 * The operations on {@link Alerts} that are written to the log, and what decides about them: the
 * wall clock, and what sources say of themselves.
 *
 * <p>Every decision that rests on the wall clock is an operation: a replay does not look at the
 * clock, it does what was decided.
 */
final class AlertOperations {
  // Codes of the operations; they are written to disk, and others are elsewhere.
  private static final int CLOCK = 7;
  private static final int SAMPLES = 8;
  private static final int RESTART_SILENCES = 9;
  private static final int TICK = 10;

  /**
   * When nobody has looked for this long, the agent was suspended, its disk stood still or the
   * clock was set: that was no silence.
   */
  private static final long UNWATCHED_MILLIS = 10_000;

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Alerts alerts;
  private final ByteWriter record;
  private final boolean takesSamples;
  private final SourceWatch sources = new SourceWatch();
  private long nowMillis;
  private long loggedMillis;
  private boolean logged;
  private long lookedMillis;
  private boolean watching;

  /** Writes to {@code record}. */
  AlertOperations(Alerts alerts, ByteWriter record) {
    this.alerts = alerts;
    this.record = record;
    this.takesSamples = alerts.rules().stream().anyMatch(rule -> rule.rule().samples > 0);
  }

  /** Sets the wall clock of what is done next. */
  void setNow(long wallMillis) {
    logged &= record.length() > 0; // each record says it for itself
    nowMillis = wallMillis;
    alerts.setNow(wallMillis);
  }

  /** The wall clock of what is being done. */
  long nowMillis() {
    return nowMillis;
  }

  /** Writes the clock down; to be called before any operation that sees it is written. */
  void logClock() {
    if (!alerts.rules().isEmpty() && (!logged || loggedMillis != nowMillis)) {
      record.writeByte(CLOCK).writeSigned(nowMillis);
      loggedMillis = nowMillis;
      logged = true;
    }
  }

  Alerts alerts() {
    return alerts;
  }

  /** Whether {@link #offer} does anything. */
  boolean takesSamples() {
    return takesSamples;
  }

  /** Shows a line that counts. */
  void offer(Record line, long horizon, Supplier<String> text) {
    for (RuleAlerts rule : alerts.rules()) {
      rule.samples().offer(line, horizon, text);
    }
  }

  /** Writes down the lines that were taken since the last call. */
  void logSamples() {
    for (int i = 0; takesSamples && i < alerts.rules().size(); i++) {
      LineSamples samples = alerts.rules().get(i).samples();
      if (samples.hasStaged()) {
        record.writeByte(SAMPLES).writeUnsigned(i);
        samples.encodeStaged(record);
      }
    }
  }

  /** Takes a progress event. */
  void progress(Progress progress) {
    if (!alerts.rules().isEmpty()) {
      sources.add(progress, nowMillis);
    }
  }

  /**
   * Does what is due because time has passed.
   *
   * @param taking whether the sink takes lines; while it does not, their absence means nothing
   * @param mayRepeat whether there is room to say again what has been said
   */
  void tick(boolean taking, boolean mayRepeat, SinkBooks books) {
    long since = nowMillis - lookedMillis;
    if (taking == watching && since >= 0 && since < LOOK_EVERY_MILLIS) {
      return; // batches may follow each other faster
    }
    watch(taking, books);
    if (taking && alerts.isDue(mayRepeat)) {
      logClock();
      Finding why = sources.why(nowMillis);
      record.writeByte(TICK).writeByte(mayRepeat ? 1 : 0);
      why.encode(record);
      alerts.tick(mayRepeat, why, books);
    }
  }

  private void watch(boolean taking, SinkBooks books) {
    long unwatched = nowMillis - lookedMillis;
    lookedMillis = nowMillis;
    if (!taking || unwatched > UNWATCHED_MILLIS || unwatched < 0) {
      watching = false;
    }
    if (taking && !watching && alerts.watchForData()) {
      logClock();
      record.writeByte(RESTART_SILENCES);
      alerts.restartSilences(books);
    }
    watching = taking;
  }

  /** Does an operation again. */
  void replay(int code, ByteReader in, SinkBooks books) {
    switch (code) {
      case CLOCK:
        setNow(in.readSigned());
        break;
      case SAMPLES:
        alerts.rules().get(in.readSize(alerts.rules().size() - 1)).samples().decode(in);
        break;
      case RESTART_SILENCES:
        alerts.restartSilences(books);
        break;
      case TICK:
        boolean mayRepeat = in.readByte() == 1;
        alerts.tick(mayRepeat, Finding.decode(in), books);
        break;
      default:
        throw new MalformedBytesException("no operation has the code " + code);
    }
  }
}

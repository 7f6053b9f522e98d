package io.github.flumeaggregation.tail.watch;

import io.github.flumeaggregation.core.metric.MetricTable;
import io.github.flumeaggregation.core.metric.Reading;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the engine counts. Written by the tailing thread alone, which also says when the numbers
 * belong together: others see those of the last {@link #publish}.
 */
public final class TailStats {
  public static final MetricTable<TailStats> TABLE =
      new MetricTable.Builder<TailStats>()
          .gauge(
              "FilesTailed",
              "files",
              "files that the patterns lead to, and those that are still read to their end",
              stats -> stats.filesTailed.get())
          .gauge("FilesOpen", "files", "files open now", stats -> stats.filesOpen.get())
          .counter(
              "BytesRead", "bytes", "bytes read since the start", stats -> stats.bytesRead.get())
          .counter(
              "LinesRead", "lines", "lines read since the start", stats -> stats.linesRead.get())
          .gauge(
              "BytesBehind",
              "bytes",
              "bytes that are in the files and not in any event yet, as last looked at",
              stats -> stats.bytesBehind.get())
          .counter("Rotations", "times", "renames followed", stats -> stats.rotations.get())
          .counter(
              "Truncations",
              "files",
              "files found truncated or replaced",
              stats -> stats.truncations.get())
          .counter(
              "PossibleLosses",
              "files",
              "files truncated, replaced or gone, so that it cannot be proved that nothing"
                  + " was lost",
              stats -> stats.possibleLosses.get())
          .counter(
              "DoubtfulIdentities",
              "decisions",
              "decisions about who a file is that rest on less than proof; each is in the log",
              stats -> stats.doubtfulIdentities.get())
          .counter(
              "OversizedLines",
              "lines",
              "lines longer than maxLineBytes, and multi-line records that were cut",
              stats -> stats.oversizedLines.get())
          .counter(
              "ReadErrors",
              "attempts",
              "failed attempts to open or read a file",
              stats -> stats.readErrors.get())
          .counter(
              "ChannelRetries",
              "attempts",
              "attempts that the channel refused",
              stats -> stats.channelRetries.get())
          .counter(
              "PositionSaveErrors",
              "attempts",
              "failed attempts to save the positions",
              stats -> stats.positionSaveErrors.get())
          .gauge(
              "UnconfirmedEvents",
              "events",
              "events in channels that the sinks of confirmedBy have not confirmed; 0 without"
                  + " confirmedBy",
              stats -> stats.unconfirmedEvents.get())
          .gauge(
              "UnconfirmedMillis",
              "milliseconds",
              "for how long positions have waited to be confirmed; 0 while none waits",
              stats -> stats.unconfirmedMillis.get())
          .build();

  public final AtomicLong filesTailed = new AtomicLong();
  public final AtomicLong filesOpen = new AtomicLong();
  public final AtomicLong bytesRead = new AtomicLong();
  public final AtomicLong linesRead = new AtomicLong();
  public final AtomicLong bytesBehind = new AtomicLong();
  public final AtomicLong rotations = new AtomicLong();
  public final AtomicLong truncations = new AtomicLong();
  public final AtomicLong possibleLosses = new AtomicLong();
  public final AtomicLong doubtfulIdentities = new AtomicLong();
  public final AtomicLong oversizedLines = new AtomicLong();
  public final AtomicLong readErrors = new AtomicLong();
  public final AtomicLong channelRetries = new AtomicLong();
  public final AtomicLong positionSaveErrors = new AtomicLong();
  public final AtomicLong unconfirmedEvents = new AtomicLong();
  public final AtomicLong unconfirmedMillis = new AtomicLong();

  private volatile Reading published = Reading.nothing(TABLE.metrics());

  /** Shows the numbers as they are now. */
  public void publish() {
    published = TABLE.read(this);
  }

  /** The numbers of one moment. */
  public Reading published() {
    return published;
  }
}

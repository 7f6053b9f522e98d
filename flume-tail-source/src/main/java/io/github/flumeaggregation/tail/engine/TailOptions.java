package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.regex.RegexException;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.frame.Multiline;
import io.github.flumeaggregation.tail.frame.StartPattern;
import io.github.flumeaggregation.tail.position.StartAt;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** What the operator has chosen, checked; immutable. */
public final class TailOptions {
  private static final int MAX_BYTES = 1 << 30;

  public final List<FileGroup> groups;
  public final Path positionFile;

  /** A position file of TAILDIR to begin with, if there is none of ours yet; null for none. */
  public final @Nullable Path taildirPositionFile;

  public final StartAt startAt;

  /** Most events in one transaction. */
  public final int batchSize;

  /** Most lines in one event. */
  public final int linesPerEvent;

  /** Bytes that an event of several lines may cover. */
  public final int maxEventBytes;

  /** Bytes before its LF that a line may have before it is cut. */
  public final int maxLineBytes;

  /** A file without news for this long is closed. */
  public final long idleTimeoutMillis;

  /** Least time between two saves of positions. */
  public final long writePosIntervalMillis;

  /** Whether the rest of a line that is too long is dropped, rather than made further events. */
  public final boolean truncatesLongLines;

  /** An unfinished line is delivered after this long without growth; -1 for never. */
  public final long partialLineTimeoutMillis;

  /** How lines make records; null if each line is one. */
  public final @Nullable Multiline multiline;

  /** Most files open at a time. */
  public final int maxOpenFiles;

  /** Time between two events about progress; 0 for none. */
  public final long progressMillis;

  /**
   * Reads all keys but those that say which files are meant; faults are noted in the settings.
   *
   * @param taildirPositionFile null for none
   */
  public TailOptions(
      Settings settings,
      List<FileGroup> groups,
      Path positionFile,
      @Nullable Path taildirPositionFile) {
    this.groups = Collections.unmodifiableList(groups);
    this.positionFile = positionFile;
    this.taildirPositionFile = taildirPositionFile;
    startAt = startAt(settings);
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    linesPerEvent = settings.integer("linesPerEvent", 1, 1, 1_000_000);
    maxEventBytes = bytes(settings, "maxEventBytes", "256KiB");
    maxLineBytes = bytes(settings, "maxLineBytes", "1MiB");
    idleTimeoutMillis = settings.durationOrBareMillis("idleTimeout", "120s");
    writePosIntervalMillis = settings.durationOrBareMillis("writePosInterval", "1s");
    truncatesLongLines =
        settings.oneOf("longLines", "split", "split", "truncate").equals("truncate");
    partialLineTimeoutMillis =
        settings.has("partialLineTimeout")
            ? settings.durationMillis("partialLineTimeout", "1m")
            : -1;
    multiline = multiline(settings, linesPerEvent);
    maxOpenFiles = settings.integer("maxOpenFiles", 1_000, 1, 1_000_000);
    progressMillis = progressMillis(settings);
  }

  private static StartAt startAt(Settings settings) {
    boolean skip = settings.flag("skipToEnd", false);
    if (skip && settings.has("startAt")) {
      settings.fault("skipToEnd", "allowed is either startAt or skipToEnd, not both");
    }
    String text = settings.text("startAt", skip ? "end" : "beginning");
    try {
      return StartAt.parse(text);
    } catch (IllegalArgumentException e) {
      settings.fault("startAt", String.valueOf(e.getMessage()));
      return StartAt.parse("beginning");
    }
  }

  private static @Nullable Multiline multiline(Settings settings, int linesPerEvent) {
    Settings own = settings.under("multiline");
    int maxLines = own.integer("maxLines", 500, 1, 1_000_000);
    int maxBytes = bytes(settings, "multiline.maxBytes", "1MiB");
    long timeoutMillis = own.durationMillis("timeout", "2s");
    String start = own.text("start");
    if (start == null) {
      for (String key : new String[] {"maxLines", "maxBytes", "timeout"}) {
        if (own.has(key)) {
          own.fault(key, "allowed only together with multiline.start");
        }
      }
      return null;
    }
    refuseBeside(settings, linesPerEvent);
    try {
      return new Multiline(new StartPattern(start), maxLines, maxBytes, timeoutMillis);
    } catch (RegexException e) {
      own.fault("start", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void refuseBeside(Settings settings, int linesPerEvent) {
    if (linesPerEvent > 1) {
      settings.fault("linesPerEvent", "allowed is 1 with multiline.start: a record is an event");
    }
    if (settings.has("longLines") || settings.has("maxLineBytes")) {
      settings.fault(
          settings.has("longLines") ? "longLines" : "maxLineBytes",
          "allowed only without multiline.start, which has multiline.maxBytes");
    }
  }

  private static long progressMillis(Settings settings) {
    if (settings.text("progressEvents", "off").equals("off")) {
      return 0;
    }
    long millis = settings.durationMillis("progressEvents", "10s");
    if (millis < 100) {
      settings.fault("progressEvents", "allowed is off, or a duration of at least 100ms");
    }
    return millis;
  }

  private static int bytes(Settings settings, String key, String defaultValue) {
    long bytes = settings.sizeBytes(key, defaultValue);
    if (bytes < 1 || bytes > MAX_BYTES) {
      settings.fault(key, "allowed is a size from 1B to 1GiB");
      return 1;
    }
    return (int) bytes;
  }
}

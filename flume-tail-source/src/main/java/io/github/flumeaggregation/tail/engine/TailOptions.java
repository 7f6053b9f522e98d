package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.frame.Multiline;
import io.github.flumeaggregation.tail.position.StartAt;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;

/** What the operator has chosen, checked; immutable. */
public final class TailOptions {
  private final List<FileGroup> groups;
  private final Path positionFile;
  private final StartAt startAt;
  private final int batchSize;
  private final int linesPerEvent;
  private final int maxEventBytes;
  private final int maxLineBytes;
  private final long idleTimeoutMillis;
  private final long writePosIntervalMillis;
  private final boolean truncatesLongLines;
  private final long partialLineTimeoutMillis;
  private final @Nullable Multiline multiline;
  private final int maxOpenFiles;
  private final long progressMillis;
  private final @Nullable Path taildirPositionFile;

  private TailOptions(Builder builder) {
    groups = Collections.unmodifiableList(builder.groups);
    positionFile = builder.positionFile;
    startAt = builder.startAt;
    batchSize = builder.batchSize;
    linesPerEvent = builder.linesPerEvent;
    maxEventBytes = builder.maxEventBytes;
    maxLineBytes = builder.maxLineBytes;
    idleTimeoutMillis = builder.idleTimeoutMillis;
    writePosIntervalMillis = builder.writePosIntervalMillis;
    truncatesLongLines = builder.truncatesLongLines;
    partialLineTimeoutMillis = builder.partialLineTimeoutMillis;
    multiline = builder.multiline;
    maxOpenFiles = builder.maxOpenFiles;
    progressMillis = builder.progressMillis;
    taildirPositionFile = builder.taildirPositionFile;
  }

  public List<FileGroup> groups() {
    return groups;
  }

  public Path positionFile() {
    return positionFile;
  }

  public StartAt startAt() {
    return startAt;
  }

  /** Most events in one transaction. */
  public int batchSize() {
    return batchSize;
  }

  /** Most lines in one event. */
  public int linesPerEvent() {
    return linesPerEvent;
  }

  /** Bytes that an event of several lines may cover. */
  public int maxEventBytes() {
    return maxEventBytes;
  }

  /** Bytes before its LF that a line may have before it is cut. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /** A file without news for this long is closed. */
  public long idleTimeoutMillis() {
    return idleTimeoutMillis;
  }

  /** Least time between two saves of positions. */
  public long writePosIntervalMillis() {
    return writePosIntervalMillis;
  }

  /** Whether the rest of a line that is too long is dropped, rather than made further events. */
  public boolean truncatesLongLines() {
    return truncatesLongLines;
  }

  /** An unfinished line is delivered after this long without growth; -1 for never. */
  public long partialLineTimeoutMillis() {
    return partialLineTimeoutMillis;
  }

  /** How lines make records; null if each line is one. */
  @Nullable
  public Multiline multiline() {
    return multiline;
  }

  /** Most files open at a time. */
  public int maxOpenFiles() {
    return maxOpenFiles;
  }

  /** Time between two events about progress; 0 for none. */
  public long progressMillis() {
    return progressMillis;
  }

  /** A position file of TAILDIR to begin with, if there is none of ours yet; null for none. */
  @Nullable
  public Path taildirPositionFile() {
    return taildirPositionFile;
  }

  /** Collects the options; what is not set has the default that the documentation names. */
  public static final class Builder {
    public List<FileGroup> groups = Collections.emptyList();
    public Path positionFile = Paths.get("positions.json");
    public StartAt startAt = StartAt.parse("beginning");
    public int batchSize = 100;
    public int linesPerEvent = 1;
    public int maxEventBytes = 256 << 10;
    public int maxLineBytes = 1 << 20;
    public long idleTimeoutMillis = 120_000;
    public long writePosIntervalMillis = 1_000;
    public boolean truncatesLongLines;
    public long partialLineTimeoutMillis = -1;
    public @Nullable Multiline multiline;
    public int maxOpenFiles = 1_000;
    public long progressMillis;
    public @Nullable Path taildirPositionFile;

    public TailOptions build() {
      return new TailOptions(this);
    }
  }
}

package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;

/** What the operator has chosen, checked; immutable. */
final class TailOptions {
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

  List<FileGroup> groups() {
    return groups;
  }

  Path positionFile() {
    return positionFile;
  }

  StartAt startAt() {
    return startAt;
  }

  /** Most events in one transaction. */
  int batchSize() {
    return batchSize;
  }

  /** Most lines in one event. */
  int linesPerEvent() {
    return linesPerEvent;
  }

  /** Bytes that an event of several lines may cover. */
  int maxEventBytes() {
    return maxEventBytes;
  }

  /** Bytes before its LF that a line may have before it is cut. */
  int maxLineBytes() {
    return maxLineBytes;
  }

  /** A file without news for this long is closed. */
  long idleTimeoutMillis() {
    return idleTimeoutMillis;
  }

  /** Least time between two saves of positions. */
  long writePosIntervalMillis() {
    return writePosIntervalMillis;
  }

  /** Whether the rest of a line that is too long is dropped, rather than made further events. */
  boolean truncatesLongLines() {
    return truncatesLongLines;
  }

  /** An unfinished line is delivered after this long without growth; -1 for never. */
  long partialLineTimeoutMillis() {
    return partialLineTimeoutMillis;
  }

  /** How lines make records; null if each line is one. */
  @Nullable
  Multiline multiline() {
    return multiline;
  }

  /** Most files open at a time. */
  int maxOpenFiles() {
    return maxOpenFiles;
  }

  /** Time between two events about progress; 0 for none. */
  long progressMillis() {
    return progressMillis;
  }

  /** A position file of TAILDIR to begin with, if there is none of ours yet; null for none. */
  @Nullable
  Path taildirPositionFile() {
    return taildirPositionFile;
  }

  /** Collects the options; what is not set has the default that the documentation names. */
  static final class Builder {
    List<FileGroup> groups = Collections.emptyList();
    Path positionFile = Paths.get("positions.json");
    StartAt startAt = StartAt.parse("beginning");
    int batchSize = 100;
    int linesPerEvent = 1;
    int maxEventBytes = 64 << 10;
    int maxLineBytes = 1 << 20;
    long idleTimeoutMillis = 120_000;
    long writePosIntervalMillis = 1_000;
    boolean truncatesLongLines;
    long partialLineTimeoutMillis = -1;
    @Nullable Multiline multiline;
    int maxOpenFiles = 1_000;
    long progressMillis;
    @Nullable Path taildirPositionFile;

    TailOptions build() {
      return new TailOptions(this);
    }
  }
}

package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;

/** The windows of an aggregation that shares its lines with no other, and the lines of a batch. */
final class BatchedWindows {
  private final WindowOperator windows;
  private final StagedLines lines;
  private int held;

  BatchedWindows(Aggregation aggregation, WindowKind windows) {
    this.windows = windows.newOperator(aggregation);
    this.lines = this.windows.newStagedLines();
  }

  void add(Record line) {
    lines.add(line);
    if (++held == StagedLines.MOST_RECORDS) {
      lines.releaseRecords();
      held = 0;
    }
  }

  void flush(ByteWriter log) {
    lines.flush(log);
  }

  @Nullable
  ClosedWindow closeNext(long limit) {
    ClosedWindow closed = null;
    while (closed == null && windows.isDue(limit, true)) {
      closed = windows.closeNext(limit, true);
    }
    return closed;
  }

  @Nullable
  ClosedWindow lateBooksNext() {
    return windows.hasLateBooks() ? windows.lateBooksNext() : null;
  }

  void expire(long horizon) {
    windows.expire(horizon);
  }

  long nextExpiry() {
    return windows.nextExpiry();
  }

  long groups() {
    return windows.groups();
  }
}

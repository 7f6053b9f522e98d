package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.StagedLines;
import java.util.Arrays;

/** Records in turn, for lines that are aggregated some at a time. */
final class LineRecords {
  private final Record[] records = new Record[StagedLines.MOST_RECORDS];
  private int used;

  LineRecords(Format format) {
    Arrays.setAll(records, i -> format.newRecord());
  }

  /** The record for the next line; the same one until it is {@link #keep kept}. */
  Record next() {
    return records[used];
  }

  /**
   * Leaves the record as it is until {@link #reuse}; true if that must come before the next line.
   */
  boolean keep() {
    return ++used == records.length;
  }

  /** The records are no longer needed. */
  void reuse() {
    used = 0;
  }

  /** How many numbers with too many digits were met so far. */
  long numbersOutOfRange() {
    return Arrays.stream(records).mapToLong(Record::numbersOutOfRange).sum();
  }
}
